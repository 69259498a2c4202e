// What is known about repairing adverse records: for their subject, and for the office that repairs.
import { api, call } from '../api/client'

export interface RepairReason {
  rule: string
  /** 第四十五条（一） */
  clause: string | null
  text: string
  /** First day on which this one alone no longer stands; null: time does not help. */
  until: string | null
  source: string
  isDefault: boolean
}

export interface RepairRecord {
  record: string
  entryName: string
  documentNo: string | null
  decidedOn: string | null
  unitName: string
  severityLabel: string | null
  mayApply: boolean
  firstDay: string | null
  publicityEnds: string | null
  /** Clause that forbids repair. */
  irreparable: string | null
  /** What stands in the way although everything were brought. */
  bars: RepairReason[]
  /** What is still to be shown or handed in. */
  toBring: RepairReason[]
  papers: string[]
  text: string
  repaired: { on: string; case: string } | null
  /** The application that runs. */
  open: { case: string; number: string; state: string } | null
}

export interface RepairOutlook {
  level: string | null
  levelName: string | null
  score: string | null
  ifLevel: string | null
  ifLevelName: string | null
  ifScore: string | null
}

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

export async function myRepair(): Promise<RepairRecord[]> {
  return ((await call(loose.GET('/api/me/repair', {}))) as { items: RepairRecord[] }).items
}

/** What the grade would be with these records repaired; null without a grade. */
export async function myOutlook(records: string[]): Promise<RepairOutlook | null> {
  const answer = await call(loose.POST('/api/me/repair/outlook', { body: { records } }))
  return (answer as { outlook: RepairOutlook | null }).outlook
}

export async function recordRepair(record: string): Promise<RepairRecord> {
  const params = { path: { id: record } }
  return (await call(loose.GET('/api/records/{id}/repair', { params }))) as RepairRecord
}

export interface RepairStatement {
  fact: string
  name?: string
  amount: number
  clause?: string
  reason: string
}

export async function stateRepairFact(record: string, body: RepairStatement, key: string): Promise<void> {
  const params = { path: { id: record }, header: { 'Idempotency-Key': key } }
  await call(loose.POST('/api/records/{id}/repair/statements', { params, body }))
}
