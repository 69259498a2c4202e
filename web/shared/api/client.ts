// The one way to the server: typed calls (openapi-fetch) with CSRF, problem details, and re-login in mid-work.
//
//   const page = await call(api.GET('/api/batches', { params: { query: { limit: 20 } } }))
//   await call(api.POST('/api/records/{id}/submit', { params: { path: { id }, header: changing(version) } }))
import createClient from 'openapi-fetch'
import { noteServerDay } from '../lib/dates'
import { ApiProblem, offlineProblem, problemOf } from './problem'
import type { components, paths } from './schema'

export type Schemas = components['schemas']
export { ApiProblem, asProblem } from './problem'

const kUnsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
let csrfToken = ''
let reauthenticate: (() => Promise<boolean>) | null = null
let lastCall = Date.now()

/** Token of the session, sent with every change. */
export function setCsrfToken(token: string) {
  csrfToken = token
}

/** Who asks the user to sign in again when the session has ended; resolves true when the request may be repeated. */
export function onSessionEnded(handler: (() => Promise<boolean>) | null) {
  reauthenticate = handler
}

/** When the server last heard from this page (ms): the idle time of the session counts from there. */
export function lastServerContact(): number {
  return lastCall
}

function isOwnSession(request: Request): boolean {
  return new URL(request.url).pathname === '/api/session'
}

/** Not signed in (any more). Other refusals with 401 are about what was typed: a wrong password, a wrong code. */
const kEnded = new Set(['ACCS-0101', 'ACCS-0102', 'ACCS-0103', 'ACCS-0104'])
function saysEnded(status: number, body: unknown): boolean {
  if (status !== 401) return false
  const code = (body as { code?: unknown } | null)?.code
  return typeof code !== 'string' || kEnded.has(code)
}

async function send(request: Request): Promise<Response> {
  const headers = new Headers(request.headers)
  if (kUnsafe.has(request.method) && csrfToken) headers.set('X-CSRF-Token', csrfToken)
  let response: Response
  try {
    response = await fetch(new Request(request, { headers }))
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw offlineProblem()
  }
  if (response.ok) lastCall = Date.now()
  noteServerDay(response.headers.get('X-Legal-Day'))
  return response
}

/** Sends; when the session has ended, asks for a new sign-in and sends the same request (same key) once more. */
async function transport(request: Request): Promise<Response> {
  const again = request.clone()
  const response = await send(request)
  if (response.status !== 401 || reauthenticate === null || isOwnSession(request)) return response
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  if (!saysEnded(response.status, body)) return response
  if (!(await reauthenticate())) return response
  return send(again)
}

export const api = createClient<paths>({
  baseUrl: typeof location === 'undefined' ? 'http://localhost' : location.origin,
  fetch: transport,
  credentials: 'same-origin',
})

interface Outcome<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/** The answer, or an ApiProblem thrown. */
export async function call<Data>(pending: Promise<Outcome<Data>>): Promise<Data> {
  return (await callWithVersion(pending)).data
}

/** … together with the version the object stands at (ETag), to be given to changing(). */
export async function callWithVersion<Data>(pending: Promise<Outcome<Data>>): Promise<{ data: Data; version: string }> {
  const { data, error, response } = await pending
  if (!response.ok) throw problemOf(response.status, error, response.headers.get('X-Request-Id') ?? '')
  return { data: data as Data, version: response.headers.get('ETag') ?? '' }
}

/** A fresh key for one submission. The same key makes a repetition harmless: keep it while the content is the same. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Headers of a change: Idempotency-Key and, for a versioned object, If-Match (number or ETag). */
export function changing(): { 'Idempotency-Key': string }
export function changing(version: number | string, key?: string): { 'Idempotency-Key': string; 'If-Match': string }
export function changing(version?: number | string, key = newKey()) {
  if (version === undefined) return { 'Idempotency-Key': key }
  const tag = typeof version === 'number' || /^\d+$/.test(version) ? `"${version}"` : version
  return { 'Idempotency-Key': key, 'If-Match': tag }
}

/** Fetches a file and hands it to the browser; a refusal is thrown, never saved as a file. */
export async function download(path: string, init: RequestInit = {}, fallbackName = '下载'): Promise<string> {
  return (await downloadWithHeaders(path, init, fallbackName)).name
}

/** The same for answers whose headers tell something of the file (how many rows, whether all of them). */
export async function downloadWithHeaders(path: string, init: RequestInit = {}, fallbackName = '下载') {
  const response = await transport(new Request(new URL(path, location.origin), { credentials: 'same-origin', ...init }))
  if (!response.ok) {
    throw problemOf(
      response.status,
      await response.json().catch(() => null),
      response.headers.get('X-Request-Id') ?? '',
    )
  }
  const given = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('Content-Disposition') ?? '')
  const name = given?.[1] ? decodeURIComponent(given[1]) : fallbackName
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  return { name, headers: response.headers }
}

/** Uploads a file as the API wants it (application/octet-stream), telling the share already sent (0…1). */
export function upload<Answer>(
  path: string,
  file: Blob,
  options: { key?: string; onProgress?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<Answer> {
  const key = options.key ?? newKey()
  const once = () =>
    new Promise<{ status: number; body: unknown }>((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open('POST', path)
      request.setRequestHeader('Content-Type', 'application/octet-stream')
      request.setRequestHeader('Idempotency-Key', key)
      if (csrfToken) request.setRequestHeader('X-CSRF-Token', csrfToken)
      request.upload.onprogress = (event) => {
        if (event.lengthComputable) options.onProgress?.(event.loaded / event.total)
      }
      request.onerror = () => reject(offlineProblem())
      request.onabort = () => reject(new ApiProblem({ title: '已取消上传', code: 'WEB-0004' }))
      request.onload = () => {
        let body: unknown = null
        try {
          body = JSON.parse(request.responseText)
        } catch {
          // problemOf() says what to do with an answer that is not JSON.
        }
        resolve({ status: request.status, body })
      }
      options.signal?.addEventListener('abort', () => request.abort())
      request.send(file)
    })
  return (async () => {
    let answer = await once()
    if (saysEnded(answer.status, answer.body) && reauthenticate !== null && (await reauthenticate())) {
      answer = await once()
    }
    if (answer.status >= 300) throw problemOf(answer.status, answer.body)
    lastCall = Date.now()
    return answer.body as Answer
  })()
}
