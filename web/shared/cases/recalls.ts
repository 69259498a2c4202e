// Corrections and recalls: who received information that was corrected or taken back, and whether it confirmed.
import { api, call, type Schemas } from '../api/client'

export type Recall = Schemas['Recall']
interface Query {
  open?: boolean
  state?: Recall['state']
  limit: number
  cursor?: string
}

export const listRecalls = (query: Query & { record?: string; case?: string }) =>
  call(api.GET('/api/recalls', { params: { query } }))
export const myRecalls = (query: Query) => call(api.GET('/api/me/recalls', { params: { query } }))
export async function confirmRecall(id: string, receipt: string, key: string): Promise<void> {
  const params = { path: { id }, header: { 'Idempotency-Key': key } }
  await call(api.POST('/api/recalls/{id}/receipt', { params, body: { receipt } }))
}

export const kRecallWays: Record<string, string> = {
  publicity: '公示',
  query: '查询',
  share: '共享',
  export: '导出',
  grade: '评价结果',
  platform: '报送平台',
}
export const kRecallStates: Record<string, { title: string; tone: string }> = {
  open: { title: '待通知', tone: 'warn' },
  told: { title: '已通知，待回执', tone: 'info' },
  done: { title: '已回执', tone: 'good' },
}
