// The three rates (formula QF-1): what each divides by what, and the records behind each number.
import type { LocationQueryRaw, RouteLocationRaw } from 'vue-router'
import type { Schemas } from '@shared/api/client'
import { percent } from '@shared/lib/text'

export type Counts = Schemas['QualityCounts']
export type ListName =
  | 'received'
  | 'expected'
  | 'compliant'
  | 'unqualified'
  | 'late'
  | 'concealed'
  | 'wrong'
  | 'coverage'
  | 'cycle'
  | 'items'

export interface Rate {
  id: 'compliance' | 'late' | 'concealment'
  label: string
  /** Numerator and denominator in words. */
  formula: string
  part: (counts: Counts) => number
  whole: (counts: Counts) => number
  value: (counts: Counts) => string | null
  /** Records behind the numerator and the denominator. */
  list: ListName
  wholeList: ListName
}

export const kRates: Rate[] = [
  {
    id: 'compliance',
    label: '合格率',
    formula: '入库的记录 ÷ 收到的',
    part: (counts) => counts.compliant,
    whole: (counts) => counts.received,
    value: (counts) => counts.complianceRate,
    list: 'compliant',
    wholeList: 'received',
  },
  {
    id: 'late',
    label: '迟报率',
    formula: '超过期限收到的 ÷ 收到的',
    part: (counts) => counts.late,
    whole: (counts) => counts.received,
    value: (counts) => counts.lateRate,
    list: 'late',
    wholeList: 'received',
  },
  {
    id: 'concealment',
    label: '瞒报率',
    formula: '逾期仍未收到的 ÷ 应收到的（收到的＋逾期未收到的）',
    part: (counts) => counts.concealed,
    whole: (counts) => counts.expected,
    value: (counts) => counts.concealmentRate,
    list: 'concealed',
    wholeList: 'expected',
  },
]

export const kLists: Record<ListName, { label: string; empty: string }> = {
  received: { label: '收到', empty: '这段时间没有收到数据。' },
  expected: { label: '应收到', empty: '这段时间没有应收到的数据。' },
  compliant: { label: '入库', empty: '这段时间没有入库的记录。' },
  unqualified: { label: '退回未订正', empty: '没有退回未订正的行，这是好消息。' },
  late: { label: '迟报', empty: '没有迟报，这是好消息。' },
  concealed: { label: '瞒报', empty: '没有逾期未收到的，这是好消息。' },
  wrong: { label: '错报', empty: '没有错报，这是好消息。' },
  coverage: { label: '超出覆盖范围', empty: '没有超出覆盖范围的记录。' },
  cycle: { label: '超出更新周期', empty: '没有超出更新周期的记录。' },
  items: { label: '信息项不符', empty: '没有信息项不符的行。' },
}

export function isList(name: string): name is ListName {
  return name in kLists
}

export interface Scope {
  unit?: string | null
  entry?: string | null
  from?: string
  to?: string
}

/** The records behind a number. */
export function behind(list: ListName, scope: Scope): RouteLocationRaw {
  const query: LocationQueryRaw = { list }
  for (const key of ['unit', 'entry', 'from', 'to'] as const) if (scope[key]) query[key] = scope[key]
  return { name: 'statistics-records', query }
}

/** Counts added up; rates with four decimals like the server's, null without a denominator. */
export function sumOf(groups: readonly Counts[], unit: string | null, entry: string | null): Counts {
  const total = { received: 0, compliant: 0, late: 0, concealed: 0, wrong: 0, expected: 0, manual: 0, file: 0, feed: 0 }
  for (const group of groups) {
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += group[key]
  }
  const ratio = (part: number, whole: number) => (whole > 0 ? (part / whole).toFixed(4) : null)
  return {
    ...total,
    unit,
    unitName: unit === null ? null : (groups[0]?.unitName ?? null),
    entry,
    complianceRate: ratio(total.compliant, total.received),
    lateRate: ratio(total.late, total.received),
    concealmentRate: ratio(total.concealed, total.expected),
  }
}

export type GroupBy = 'unit' | 'entry' | 'both'

/** Groups of the server (unit by entry) as asked for. */
export function grouped(groups: readonly Counts[], by: GroupBy): Counts[] {
  if (by === 'both') return [...groups]
  const parts = new Map<string, Counts[]>()
  for (const group of groups) {
    const key = (by === 'unit' ? group.unit : group.entry) ?? ''
    parts.set(key, [...(parts.get(key) ?? []), group])
  }
  return [...parts].map(([key, own]) => sumOf(own, by === 'unit' ? key : null, by === 'entry' ? key : null))
}

/** A rate that is not exactly 100 % is never shown as such, nor a small one as 0 %. */
export function rateText(rate: Rate, counts: Counts): string {
  const [part, whole] = [rate.part(counts), rate.whole(counts)]
  if (whole === 0) return '—'
  const text = percent(part / whole)
  if (text === '100.0%' && part < whole) return '99.9%'
  if (text === '0.0%' && part > 0) return '<0.1%'
  return text
}
