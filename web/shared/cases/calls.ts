// The operations of cases in one place.
import { api, call, callWithVersion, changing, upload } from '../api/client'
import type { CaseMessage, CaseRow, CaseView, NewCase, ProcedureRow, ProcedureView, StepInput } from './types'

interface Answer {
  data?: unknown
  error?: unknown
  response: Response
}
interface Loose {
  GET: (path: string, init: object) => Promise<Answer>
  POST: (path: string, init: object) => Promise<Answer>
}
const loose = api as unknown as Loose

export interface CaseFilters {
  procedure?: string
  state?: string
  subject?: string
  record?: string
  /** Opened by this account. */
  mine?: boolean
  late?: boolean
  open?: boolean
  order?: 'newest' | 'urgency'
  limit?: number
  cursor?: string
}

export async function listCases(query: CaseFilters) {
  return (await call(loose.GET('/api/cases', { params: { query } }))) as { items: CaseRow[]; next?: string }
}

export async function getCase(id: string): Promise<{ view: CaseView; version: string }> {
  const { data, version } = await callWithVersion(loose.GET('/api/cases/{id}', { params: { path: { id } } }))
  return { view: data as CaseView, version }
}

export async function openCase(body: NewCase, key: string) {
  return (await call(loose.POST('/api/cases', { params: { header: { 'Idempotency-Key': key } }, body }))) as CaseView
}

/** Keeps a file until a step takes it; its number. */
export async function uploadEvidence(file: File, onProgress: (share: number) => void): Promise<string> {
  const query = new URLSearchParams({ name: file.name })
  return (await upload<{ id: string }>(`/api/case-files?${query.toString()}`, file, { onProgress })).id
}

export async function takeStep(id: string, version: string, body: StepInput, key: string): Promise<void> {
  await call(loose.POST('/api/cases/{id}/steps', { params: { path: { id }, header: changing(version, key) }, body }))
}

export type ExtensionAct = 'ask' | 'approve' | 'refuse'
export async function extend(id: string, version: string, act: ExtensionAct, reason: string, key: string) {
  const params = { path: { id }, header: changing(version, key) }
  await call(loose.POST('/api/cases/{id}/extension', { params, body: { act, reason } }))
}

export async function recuse(id: string, version: string, reason: string, key: string): Promise<void> {
  const params = { path: { id }, header: changing(version, key) }
  await call(loose.POST('/api/cases/{id}/recusal', { params, body: { reason } }))
}

export async function listProcedures() {
  return (await call(loose.GET('/api/procedures', {}))) as { items: ProcedureRow[] }
}

export async function getProcedure(id: string) {
  return (await call(loose.GET('/api/procedures/{id}', { params: { path: { id } } }))) as ProcedureView
}

export async function listMessages(query: { legal: boolean; limit: number; cursor?: string }) {
  return (await call(loose.GET('/api/me/messages', { params: { query } }))) as { items: CaseMessage[]; next?: string }
}

export async function readMessage(id: string): Promise<void> {
  await call(loose.POST('/api/me/messages/{id}/read', { params: { path: { id }, header: changing() } }))
}
