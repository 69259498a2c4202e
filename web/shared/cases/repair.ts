// What a subject is told about repairing its adverse records.
import { api, call } from '../api/client'

export interface RepairReason {
  /** 第四十五条（一） */
  clause: string
  text: string
  /** First day on which this one alone no longer stands; null: time does not help. */
  until: string | null
  source: string
}

export interface RepairRecord {
  record: string
  documentNo: string | null
  title: string
  decidedOn: string | null
  unitName: string
  eligible: boolean
  mayApply: boolean
  /** What stands in the way although everything were brought. */
  reasons: RepairReason[]
  /** What is still to be shown or handed in. */
  toBring: RepairReason[]
  papers: string[]
  text: string
  firstDay: string | null
  publicityEnds: string | null
  repairedOn: string | null
  /** Number of the application that runs. */
  openCase: string | null
}

export interface RepairOutlook {
  level: string
  levelName: string
  score: string
  ifLevel: string
  ifLevelName: string
  ifScore: string
}

export interface RepairAnswer {
  items: RepairRecord[]
  outlook: RepairOutlook | null
}

interface Loose {
  GET: (path: string, init: object) => Promise<{ data?: unknown; error?: unknown; response: Response }>
}

export async function getRepair(subject: string, records: string[] = []): Promise<RepairAnswer> {
  const params = { path: { id: subject }, query: records.length ? { record: records } : {} }
  return (await call((api as unknown as Loose).GET('/api/subjects/{id}/repair', { params }))) as RepairAnswer
}
