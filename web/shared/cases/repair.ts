// What is known about repairing adverse records: for their subject, and for the office that repairs.
import { api, call, type Schemas } from '../api/client'
import type { paths } from '../api/schema'

export type RepairReason = Schemas['RepairBar']
export type RepairRecord = Schemas['RepairState']
export type RepairOutlook = NonNullable<Schemas['RepairOutlookAnswer']['outlook']>
export type RepairStatement =
  paths['/api/records/{id}/repair/statements']['post']['requestBody']['content']['application/json']

export const myRepair = async () => (await call(api.GET('/api/me/repair'))).items

/** What the grade would be with these records repaired; null without a grade. */
export const myOutlook = async (records: string[]) =>
  (await call(api.POST('/api/me/repair/outlook', { body: { records } }))).outlook

export const recordRepair = (record: string) =>
  call(api.GET('/api/records/{id}/repair', { params: { path: { id: record } } }))

export async function stateRepairFact(record: string, body: RepairStatement, key: string): Promise<void> {
  const params = { path: { id: record }, header: { 'Idempotency-Key': key } }
  await call(api.POST('/api/records/{id}/repair/statements', { params, body }))
}
