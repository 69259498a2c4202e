// What the public sees of procedures.
import { api, call } from '../api/client'

const kPage = 20
export const publicRepairs = (cursor?: string) =>
  call(api.GET('/api/public/repairs', { params: { query: { limit: kPage, cursor } } }))
export type PublicRepair = Awaited<ReturnType<typeof publicRepairs>>['items'][number]

export const publicCommitments = (cursor?: string) =>
  call(api.GET('/api/public/commitments', { params: { query: { limit: kPage, cursor } } }))
export type PublicCommitment = Awaited<ReturnType<typeof publicCommitments>>['items'][number]

export const publicLists = async () => (await call(api.GET('/api/public/lists'))).items
export const publicListEntries = (id: string, cursor?: string) =>
  call(api.GET('/api/public/lists/{id}', { params: { path: { id }, query: { limit: kPage, cursor } } }))
export type PublicListEntry = Awaited<ReturnType<typeof publicListEntries>>['items'][number]
