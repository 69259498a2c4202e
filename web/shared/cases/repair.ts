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

// What the office does about repairs beside the single case: training, batches, channels that have not taken down.
export const repairTrainings = async () => (await call(api.GET('/api/repair/trainings'))).items
export type RepairTraining = Awaited<ReturnType<typeof repairTrainings>>[number]
type NewTraining = paths['/api/repair/trainings']['post']['requestBody']['content']['application/json']
type Attendance = paths['/api/repair/trainings/{id}/attendance']['post']['requestBody']['content']['application/json']

export const addTraining = (body: NewTraining, key: string) =>
  call(api.POST('/api/repair/trainings', { params: { header: { 'Idempotency-Key': key } }, body }))
export const noteAttendance = (id: string, body: Attendance, key: string) => {
  const params = { path: { id }, header: { 'Idempotency-Key': key } }
  return call(api.POST('/api/repair/trainings/{id}/attendance', { params, body }))
}

export const repairCandidates = async () => (await call(api.GET('/api/repair/candidates'))).items
export const makeRepairBatch = (title: string, records: string[], key: string) =>
  call(api.POST('/api/repair/batches', { params: { header: { 'Idempotency-Key': key } }, body: { title, records } }))
export const repairBatch = (id: string) => call(api.GET('/api/repair/batches/{id}', { params: { path: { id } } }))
export const repairBatchTable = (id: string) => `/api/repair/batches/${id}/table`
export const repairLeftovers = async () => (await call(api.GET('/api/repair/leftovers'))).items
