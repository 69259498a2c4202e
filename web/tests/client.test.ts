import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { api, ApiProblem, call, changing, newKey, onSessionEnded, setCsrfToken } from '@shared/api/client'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  })

const problem = (status: number, code: string) =>
  answer(status, { type: 'about:blank', title: '登录已过期', status, code, requestId: 'q-1' })

describe('client', () => {
  const sent: Request[] = []
  let answers: (() => Response)[] = []
  beforeEach(() => {
    sent.length = 0
    vi.stubGlobal('fetch', (request: Request) => {
      sent.push(request)
      const next = answers.shift()
      return next ? Promise.resolve(next()) : Promise.reject(new TypeError('Failed to fetch'))
    })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    onSessionEnded(null)
    setCsrfToken('')
  })

  test('changes carry the CSRF token and a key, reads do not', async () => {
    setCsrfToken('token-1')
    answers = [() => answer(200, {}), () => answer(204, null)]
    await call(api.GET('/api/session'))
    await call(api.DELETE('/api/session'))
    expect(sent[0]!.headers.get('X-CSRF-Token')).toBeNull()
    expect(sent[1]!.headers.get('X-CSRF-Token')).toBe('token-1')
  })

  test('a refusal is thrown with its code', async () => {
    answers = [() => problem(403, 'ACCS-0201')]
    await expect(call(api.GET('/api/sessions'))).rejects.toMatchObject({ status: 403, code: 'ACCS-0201' })
  })

  test('no answer at all is the offline problem', async () => {
    answers = []
    const error = await call(api.GET('/api/sessions')).catch((one: unknown) => one)
    expect(error).toBeInstanceOf(ApiProblem)
    expect((error as ApiProblem).offline).toBe(true)
  })

  test('when the session ended the same change is sent again after signing in, with the new token and the same key', async () => {
    setCsrfToken('old')
    onSessionEnded(() => {
      setCsrfToken('new')
      return Promise.resolve(true)
    })
    answers = [() => problem(401, 'ACCS-0101'), () => answer(200, { state: 'submitted' })]
    await call(api.POST('/api/records/{id}/submit', { params: { path: { id: 'R1' }, header: changing(3, 'key-1') } }))
    expect(sent).toHaveLength(2)
    expect(sent.map((one) => one.headers.get('Idempotency-Key'))).toEqual(['key-1', 'key-1'])
    expect(sent.map((one) => one.headers.get('If-Match'))).toEqual(['"3"', '"3"'])
    expect(sent[1]!.headers.get('X-CSRF-Token')).toBe('new')
  })

  test('giving up the sign-in leaves the refusal', async () => {
    onSessionEnded(() => Promise.resolve(false))
    answers = [() => problem(401, 'ACCS-0101')]
    await expect(call(api.GET('/api/sessions'))).rejects.toMatchObject({ status: 401 })
    expect(sent).toHaveLength(1)
  })

  test('a wrong code or password is no ended session: nobody is asked to sign in again', async () => {
    const asked = vi.fn(() => Promise.resolve(true))
    onSessionEnded(asked)
    answers = [() => problem(401, 'ACCS-0113')]
    const wrong = call(api.POST('/api/session/totp', { body: { code: '000000' } }))
    await expect(wrong).rejects.toMatchObject({ status: 401, code: 'ACCS-0113' })
    expect(asked).not.toHaveBeenCalled()
  })

  test('keys are fresh and fit a header', () => {
    expect(newKey()).toMatch(/^[0-9a-f]{32}$/)
    expect(newKey()).not.toBe(newKey())
    expect(changing('"7"')['If-Match']).toBe('"7"')
  })
})
