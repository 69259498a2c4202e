// Registers beside the lists: persons who disturb medical order (kept apart), lists of other departments matched against
// subjects here, and the red and black boards made of published grades.
import { api, call } from '../api/client'
import type { paths } from '../api/schema'

type Body<Path extends keyof paths> = paths[Path] extends {
  post: { requestBody: { content: { 'application/json': infer Content } } }
}
  ? Content
  : never
const once = (key: string) => ({ 'Idempotency-Key': key })

export const disorderRegister = async () => (await call(api.GET('/api/registers/disorder'))).items
export type DisorderEntry = Awaited<ReturnType<typeof disorderRegister>>[number]
export type NewDisorder = Body<'/api/registers/disorder'>
export const searchDisorder = async (number: string) =>
  (await call(api.POST('/api/registers/disorder/search', { body: { number } }))).items
export const registerDisorder = (body: NewDisorder, key: string) =>
  call(api.POST('/api/registers/disorder', { params: { header: once(key) }, body }))
export async function removeDisorder(id: string, cause: string, key: string): Promise<void> {
  const params = { path: { id }, header: once(key) }
  await call(api.POST('/api/registers/disorder/{id}/removal', { params, body: { cause } }))
}

type MatchQuery = NonNullable<paths['/api/registers/outside']['get']['parameters']['query']>
export const outsideMatches = async (query: MatchQuery) =>
  (await call(api.GET('/api/registers/outside', { params: { query } }))).items
export type OutsideMatch = Awaited<ReturnType<typeof outsideMatches>>[number]
export type OutsideList = Body<'/api/registers/outside'>
export const importOutside = async (body: OutsideList, key: string) =>
  (await call(api.POST('/api/registers/outside', { params: { header: once(key) }, body }))).items
export async function decideMatch(id: string, confirmed: boolean, reason: string, key: string): Promise<void> {
  const params = { path: { id }, header: once(key) }
  const body = { confirmed, ...(reason ? { reason } : {}) }
  await call(api.POST('/api/registers/outside/{id}/decision', { params, body }))
}

export const boards = async () => (await call(api.GET('/api/boards'))).items
const boardPath = (board: string, year: number) => ({ board, year: String(year) })
export const board = async (id: string, year: number) =>
  (await call(api.GET('/api/boards/{board}/{year}', { params: { path: boardPath(id, year) } }))).items
export type BoardLine = Awaited<ReturnType<typeof board>>[number]
export const proposeBoard = async (id: string, year: number, key: string) => {
  const params = { path: boardPath(id, year), header: once(key) }
  return (await call(api.POST('/api/boards/{board}/{year}', { params }))).items
}
export async function decideBoard(
  id: string,
  year: number,
  body: Body<'/api/boards/{board}/{year}/decisions'>,
  key: string,
) {
  const params = { path: boardPath(id, year), header: once(key) }
  await call(api.POST('/api/boards/{board}/{year}/decisions', { params, body }))
}
export const issueBoard = (id: string, year: number, key: string) =>
  call(api.POST('/api/boards/{board}/{year}/notice', { params: { path: boardPath(id, year), header: once(key) } }))
