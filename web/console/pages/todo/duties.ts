// Open duties as the pages speak of them: groups, whose they are, where they lead.
import type { RouteLocationRaw } from 'vue-router'
import type { Schemas } from '@shared/api/client'
import { recordPlace, uploadPlace } from '../../links'

export type Duty = Schemas['StatusDuty']
export type Group = Duty['group']

export const kGroups: { id: Group; label: string; urgency: 'bad' | 'warn' | 'info' | '' }[] = [
  { id: 'overdue', label: '已逾期', urgency: 'bad' },
  { id: 'today', label: '今日到期', urgency: 'warn' },
  { id: 'week', label: '本周到期', urgency: 'warn' },
  { id: 'near_due', label: '临期', urgency: 'info' },
  { id: 'later', label: '未到期', urgency: '' },
]

/** The most the server lists, most urgent first. */
export const kMostDuties = 2000

export interface Viewer {
  name: string
  unit: string | null
  may: (permission: string) => boolean
}

/** Mine: what I am named for, what my desk publishes, what my office reports. */
export function isMine(duty: Duty, viewer: Viewer): boolean {
  if (duty.person !== null && duty.person === viewer.name) return true
  if (duty.kind === 'publish') return viewer.may('publish.act')
  return viewer.may('collect.enter') && duty.unit === viewer.unit
}

/** Working days to the due day, negative when it has passed. */
export function workdaysOf(duty: Duty): number {
  return duty.group === 'overdue' ? -Math.max(1, duty.overdueWorkdays) : duty.workdaysLeft
}

/** The record itself; else where the missing thing is handed in, or (for others) what is open of that unit and entry. */
export function placeOf(duty: Duty, viewer: Viewer): RouteLocationRaw {
  if (duty.record !== null) return recordPlace(duty.record)
  if (viewer.may('collect.enter')) return uploadPlace(duty.entry, duty.unit)
  return { name: 'timeliness-cell', query: { unit: duty.unit, entry: duty.entry } }
}

/** What stands in the list: the document number without the record's own number. */
export function subjectOf(duty: Duty): string {
  const text = duty.record !== null ? duty.ref.replace(/^R\d+\s*/, '') : duty.ref
  if (duty.kind === 'monthly') return `${duty.ref} 月度数据`
  return text || duty.ref
}

/** "4月2日起第7个工作日" is the server's to say; this is its short form for the line. */
export function sumOf(duty: Duty): string {
  const days = [...duty.explanation.matchAll(/第(\d+)个工作日/g)].at(-1)?.[1]
  const due = duty.provisional ? `${duty.due}（暂定）` : duty.due
  return days ? `${duty.event} ＋ ${days} 个工作日 ＝ ${due}` : `${duty.event} → ${due}`
}
