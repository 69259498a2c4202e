// The operations of cases, as the pages use them.
import { api, call, callWithVersion, changing, upload, type Schemas } from '../api/client'
import type { CaseFilters, CaseView, NewCase, StepInput } from './types'

export const listCases = (query: CaseFilters) => call(api.GET('/api/cases', { params: { query } }))

export async function getCase(id: string): Promise<{ view: CaseView; version: string }> {
  const { data, version } = await callWithVersion(api.GET('/api/cases/{id}', { params: { path: { id } } }))
  return { view: data, version }
}

export const openCase = (body: NewCase, key: string) =>
  call(api.POST('/api/cases', { params: { header: { 'Idempotency-Key': key } }, body }))

/** Keeps a file until a step takes it; its number. */
export async function uploadEvidence(file: File, onProgress: (share: number) => void): Promise<string> {
  const query = new URLSearchParams({ name: file.name })
  return (await upload<Schemas['CaseFile']>(`/api/case-files?${query.toString()}`, file, { onProgress })).id
}

export async function takeStep(id: string, version: string, body: StepInput, key: string): Promise<void> {
  await call(api.POST('/api/cases/{id}/steps', { params: { path: { id }, header: changing(version, key) }, body }))
}

export type ExtensionAct = 'ask' | 'approve' | 'refuse'
export async function extend(id: string, version: string, act: ExtensionAct, reason: string, key: string) {
  const params = { path: { id }, header: changing(version, key) }
  await call(api.POST('/api/cases/{id}/extension', { params, body: { act, reason } }))
}

export async function recuse(id: string, version: string, reason: string, key: string): Promise<void> {
  const params = { path: { id }, header: changing(version, key) }
  await call(api.POST('/api/cases/{id}/recusal', { params, body: { reason } }))
}

export const listProcedures = () => call(api.GET('/api/procedures'))
export const getProcedure = (id: string) => call(api.GET('/api/procedures/{id}', { params: { path: { id } } }))

export const listMessages = ({ legal, ...page }: { legal: boolean; limit: number; cursor?: string }) =>
  call(api.GET('/api/me/notices', { params: { query: { kind: legal ? 'legal' : 'case', ...page } } }))

export async function readMessage(id: string): Promise<void> {
  await call(api.POST('/api/me/notices/{id}/read', { params: { path: { id }, header: changing() } }))
}
