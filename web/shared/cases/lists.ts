// Credit lists: the lists and their standards, who is on them, and how many left.
import { api, call } from '../api/client'
import type { paths } from '../api/schema'

export const creditLists = async () => (await call(api.GET('/api/lists'))).items
export type CreditList = Awaited<ReturnType<typeof creditLists>>[number]

export const listEntries = (query: {
  list?: string
  state?: string
  subject?: string
  limit: number
  cursor?: string
}) => call(api.GET('/api/lists/entries', { params: { query } }))
export type ListLine = Awaited<ReturnType<typeof listEntries>>['items'][number]

export const listEntry = (id: string) => call(api.GET('/api/lists/entries/{id}', { params: { path: { id } } }))
export const exitRatio = async (year: number) =>
  (await call(api.GET('/api/lists/exit-ratio', { params: { query: { year } } }))).items

export type NewListing = paths['/api/lists/entries']['post']['requestBody']['content']['application/json']
export const proposeListing = (body: NewListing, key: string) =>
  call(api.POST('/api/lists/entries', { params: { header: { 'Idempotency-Key': key } }, body }))

export type NewStandard = paths['/api/lists/standards']['post']['requestBody']['content']['application/json']
export const addStandard = (body: NewStandard, key: string) =>
  call(api.POST('/api/lists/standards', { params: { header: { 'Idempotency-Key': key } }, body }))

export const kListKinds: Record<string, string> = {
  red: '红名单（守信）',
  black: '地方黑名单（历史数据）',
  serious: '严重失信',
  disorder: '危害医疗秩序另册',
  outside: '其他部门认定',
}
/** Word and tone of a chip. */
export const kListStates: Record<string, { title: string; tone: string }> = {
  proposed: { title: '拟列入，办理中', tone: 'info' },
  listed: { title: '在册', tone: 'warn' },
  removed: { title: '已移出', tone: '' },
  dropped: { title: '没有列入', tone: '' },
  history: { title: '历史数据', tone: '' },
}
