// 陈述申辩: what a subject says about an adverse record of its own, shown beside the record once the office let it.
import { api, call, type Schemas } from '../api/client'

export type Statement = Schemas['Statement']

export const myStatements = async () => (await call(api.GET('/api/me/statements'))).items
export const fileStatement = (record: string, text: string, key: string) =>
  call(api.POST('/api/me/statements', { params: { header: { 'Idempotency-Key': key } }, body: { record, text } }))
export async function withdrawStatement(id: string, key: string): Promise<void> {
  const params = { path: { id }, header: { 'Idempotency-Key': key } }
  await call(api.POST('/api/me/statements/{id}/withdraw', { params }))
}

export const listStatements = (query: {
  state?: Statement['state']
  record?: string
  limit: number
  cursor?: string
}) => call(api.GET('/api/statements', { params: { query } }))
export async function decideStatement(id: string, accepted: boolean, reason: string, key: string): Promise<void> {
  const params = { path: { id }, header: { 'Idempotency-Key': key } }
  const body = { accepted, ...(reason ? { reason } : {}) }
  await call(api.POST('/api/statements/{id}/decision', { params, body }))
}

/** Longest statement, in characters. */
export const kLongestStatement = 1000
export const kStatementStates: Record<string, { title: string; tone: string }> = {
  filed: { title: '待审查', tone: 'info' },
  accepted: { title: '在记录旁展示', tone: 'good' },
  declined: { title: '不予展示', tone: 'bad' },
  withdrawn: { title: '已撤回', tone: '' },
}
