// What the public sees of procedures.
import { api, call } from '../api/client'

export const publicRepairs = (cursor?: string) =>
  call(api.GET('/api/public/repairs', { params: { query: { limit: 20, cursor } } }))
export type PublicRepair = Awaited<ReturnType<typeof publicRepairs>>['items'][number]
