// Papers: those of a case, their files, and the public check.
import { api, call, upload, type Schemas } from '../api/client'

export type Paper = Schemas['Paper']
export type PaperStanding = Schemas['PaperStanding']

/** Papers issued in a case, newest first. */
export const papersOfCase = async (id: string) =>
  (await call(api.GET('/api/papers', { params: { query: { case: id, limit: 100 } } }))).items

export const paperFile = (paper: string) => `/api/papers/${paper}/pdf`

/** A form of the procedure with what the register knows filled in. */
export const formFile = (procedure: string, paper: string, record: string) =>
  `/api/paper-forms/${procedure}-${paper}?${new URLSearchParams({ record }).toString()}`

export const paperByCode = (code: string) => call(api.GET('/api/public/papers/{code}', { params: { path: { code } } }))
export const paperByFile = (file: File) => upload<PaperStanding>('/api/public/paper-file', file)
