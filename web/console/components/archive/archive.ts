// What the parts of an archive share: words, days and figures worked out from the server's answer, nothing decided anew.
import type { Schemas } from '@shared/api/client'
import { daysBetween } from '@shared/lib/dates'

export type Archive = Schemas['Archive']
export type ArchiveRecord = Schemas['ArchiveRecord']
export type Provenance = Schemas['ArchiveProvenance']

const kPublicity: Record<string, string> = {
  not_public: '不公开',
  pending: '待公示',
  published: '公示中',
  ended: '公示期满',
  withdrawn: '已撤下',
  withheld: '暂缓公示',
}
const kChannels: Record<string, string> = { manual: '手工录入', file: '文件导入', feed: '接口接收' }
const kActors: Record<string, string> = { cli: '本机命令行', scheduler: '计划任务' }
const kVersions: Record<string, string> = {
  initial: '初次报送',
  correction: '更正',
  revision: '变更',
  void: '作废',
  withdrawal: '撤回',
}
const kSeverities: Record<string, string> = { minor: '轻微', general: '一般', serious: '严重' }
const kStates: Record<string, string> = { live: '有效', void: '已作废', withdrawn: '已撤回' }
/** Classes of information in the order of the law. */
export const kClasses: Record<string, string> = {
  basic: '基础信息',
  good: '良好信息',
  negative: '负面信息',
  recognised: '互认信息',
  reference: '参考信息',
  other: '其他信息',
}

export const publicityLabel = (state: string) => kPublicity[state] ?? state
export const channelLabel = (channel: string | null) => (channel ? (kChannels[channel] ?? channel) : '')
/** Accounts stand by their number; work on the machine itself and of the schedule has none. */
export const actorLabel = (actor: string) => kActors[actor] ?? actor
export const versionLabel = (kind: string) => kVersions[kind] ?? kind
export const severityLabel = (severity: string) => kSeverities[severity] ?? severity
export const stateLabel = (state: string) => kStates[state] ?? state

export const isAdverse = (record: ArchiveRecord) => record.infoClass === 'negative'
export const isPublished = (record: ArchiveRecord) => record.publicity === 'published'

/** Last day of a term that ends before `end`. */
export function lastDay(end: string): string {
  const day = new Date(`${end}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - 1)
  return day.toISOString().slice(0, 10)
}

function fieldLike(record: ArchiveRecord, ...patterns: RegExp[]): string {
  for (const pattern of patterns) {
    const found = record.fields.find((field) => pattern.test(field.name) && field.value)
    if (found) return found.value
  }
  return ''
}

/** One line that says what the record is about. */
export function titleOf(record: ArchiveRecord): string {
  const act = fieldLike(record, /内容$/, /结果$/, /事项$/, /荣誉|表彰|奖励.*名称/, /类型$|类别$/)
  const why = fieldLike(record, /^违法事实$/, /失信事实|主要事实/)
  const words = [act, why].filter(Boolean).join('：')
  return words || record.kindLabel || record.entryName
}

/** Who decided. */
export function authorityOf(record: ArchiveRecord): string {
  return fieldLike(record, /机关$/, /(认定|作出|发布|承办).*单位$/) || (record.provenance.unitName ?? '')
}

export interface RepairState {
  /** The day from which a repair may be asked for; none set by law: null. */
  day: string | null
  /** Days until then; 0 or less: the day has come. */
  left: number
  words: string
}

/** When a repair may be asked for; undefined for what needs none. */
export function repairOf(record: ArchiveRecord, asOf: string): RepairState | undefined {
  if (!isAdverse(record) || !isPublished(record)) return undefined
  const day = record.repairableFrom
  if (day === null) return { day, left: 0, words: '没有规定最短公示期，整改后可以申请修复' }
  const left = daysBetween(asOf, day)
  return left > 0
    ? { day, left, words: `最短公示期满（${day}）后可以申请修复，还有 ${left} 天` }
    : { day, left, words: `最短公示期已满（${day}），可以申请修复` }
}

/** "公示至 2029-02-26，还剩 1025 天". */
export function publicityWords(record: ArchiveRecord, asOf: string): string {
  if (!isPublished(record)) return publicityLabel(record.publicity)
  const end = record.clocks.publicity.end
  if (end === null) return '公示中，没有止期'
  return `公示至 ${lastDay(end)}，还剩 ${Math.max(0, daysBetween(asOf, lastDay(end)))} 天`
}

export interface TimelineItem {
  key: string
  date: string
  year: string
  record?: ArchiveRecord
  event?: Archive['events'][number]
}

/** Records and events of a life, newest first; what has no day stands last. */
export function timelineOf(archive: Archive, infoClass: string): TimelineItem[] {
  const records = archive.records
    .filter((record) => !infoClass || record.infoClass === infoClass)
    .map((record) => ({ key: record.id, date: record.decidedOn ?? '', record }))
  const events =
    infoClass && infoClass !== 'basic'
      ? []
      : archive.events.map((event, index) => ({ key: `event-${index}`, date: event.on, event }))
  return [...records, ...events]
    .sort((a, b) => b.date.localeCompare(a.date))
    .map((item) => ({ ...item, year: item.date.slice(0, 4) || '日期不详' }))
}

/** Number of records by class, only classes that occur. */
export function classCounts(archive: Archive): { id: string; label: string; count: number }[] {
  return Object.entries(kClasses)
    .map(([id, label]) => ({ id, label, count: archive.records.filter((one) => one.infoClass === id).length }))
    .filter((one) => one.count > 0)
}
