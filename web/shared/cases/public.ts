// What the public sees of procedures.
import { api, call } from '../api/client'

interface Loose {
  GET: (path: string, init: object) => Promise<{ data?: unknown; error?: unknown; response: Response }>
}
const loose = api as unknown as Loose

export interface PublicRepair {
  subjectName: string
  unifiedCode: string
  entryName: string
  documentNo: string
  decidedOn: string
  unitName: string
  startedOn: string
  endsOn: string
}

export async function publicRepairs(cursor?: string) {
  const query = { limit: 20, cursor }
  return (await call(loose.GET('/api/public/repairs', { params: { query } }))) as {
    items: PublicRepair[]
    next?: string
  }
}
