// The board: one cell for each unit and entry, in two views. "now" counts what is open, "rate" the share that came in
// time. Red is kept for what is overdue and still missing.
import type { Schemas } from '@shared/api/client'

type Duty = Schemas['StatusDuty']
type Counts = Schemas['QualityCounts']
type Unit = Schemas['UnitView']

export type Band = 'clear' | 'calm' | 'soon' | 'late' | 'none'
export type View = 'now' | 'rate'

export interface Cell {
  unit: string
  entry: string
  band: Band
  /** What stands in the cell, and the small line below. */
  figure: string
  note: string
  /** The cell in words. */
  spoken: string
}
export interface BoardRow {
  unit: string
  name: string
  region: string
  cells: Cell[]
}

/** Names of the four bands. */
export const kBands: Record<View, { band: Band; label: string }[]> = {
  now: [
    { band: 'late', label: '有逾期' },
    { band: 'soon', label: '本周内到期' },
    { band: 'calm', label: '只有未到期的' },
    { band: 'clear', label: '没有未办' },
  ],
  rate: [
    { band: 'late', label: '有逾期仍未收到的' },
    { band: 'soon', label: '按时率低于 85%' },
    { band: 'calm', label: '85% 至 100%' },
    { band: 'clear', label: '100% 按时' },
  ],
}

const kFair = 0.85

/** Share received in time; null when nothing was received. */
export function onTime(counts: Pick<Counts, 'received' | 'late'>): number | null {
  return counts.received > 0 ? (counts.received - counts.late) / counts.received : null
}

export function rateBand(counts: Pick<Counts, 'received' | 'late' | 'concealed'>): Band {
  if (counts.concealed > 0) return 'late'
  const share = onTime(counts)
  if (share === null) return 'none'
  if (share >= 1) return 'clear'
  return share >= kFair ? 'calm' : 'soon'
}

export function nowCell(unit: string, entry: string, duties: readonly Duty[], inCharge: boolean): Cell {
  const overdue = duties.filter((duty) => duty.group === 'overdue').length
  const soon = duties.filter((duty) => duty.group === 'today' || duty.group === 'week').length
  const rest = duties.length - overdue - soon
  if (duties.length === 0) {
    const band = inCharge ? 'clear' : 'none'
    return { unit, entry, band, figure: inCharge ? '0' : '—', note: '', spoken: inCharge ? '没有未办' : '不负责' }
  }
  const band = overdue > 0 ? 'late' : soon > 0 ? 'soon' : 'calm'
  const figure = overdue > 0 ? overdue : soon > 0 ? soon : rest
  const word = { late: '件逾期', soon: '件本周内到期', calm: '件未到期' }[band]
  return {
    unit,
    entry,
    band,
    figure: String(figure),
    note: duties.length > figure ? `${word}，共 ${duties.length}` : word,
    spoken: `逾期 ${overdue} 件，本周内到期 ${soon} 件，未到期 ${rest} 件`,
  }
}

export function rateCell(unit: string, entry: string, counts: Counts | undefined): Cell {
  const share = counts ? onTime(counts) : null
  if (!counts || (share === null && counts.concealed === 0)) {
    return { unit, entry, band: 'none', figure: '—', note: '', spoken: '这段时间没有收到' }
  }
  const missing = counts.concealed > 0 ? `缺 ${counts.concealed}` : ''
  const late = `迟 ${counts.late}／收 ${counts.received}`
  return {
    unit,
    entry,
    band: rateBand(counts),
    // Rounded down: what is not all in time is never shown as 100 %.
    figure: share === null ? missing : `${share === 1 ? '100' : (Math.floor(share * 1000) / 10).toFixed(1)}%`,
    note: share === null ? '都没有收到' : [late, missing].filter(Boolean).join('，'),
    spoken: `收到 ${counts.received} 条，迟报 ${counts.late} 条，逾期仍未收到 ${counts.concealed} 条`,
  }
}

/** Entries that some unit is in charge of or has something of, in the order of the catalogue. */
export function columnsOf(
  units: readonly Unit[],
  used: Iterable<{ entry: string | null }>,
  order: readonly string[],
): string[] {
  const wanted = new Set(units.flatMap((unit) => unit.entries))
  for (const one of used) if (one.entry) wanted.add(one.entry)
  const known = order.filter((code) => wanted.has(code))
  return [...known, ...[...wanted].filter((code) => !order.includes(code)).sort()]
}

export function boardOf(
  view: View,
  units: readonly Unit[],
  columns: readonly string[],
  duties: readonly Duty[],
  groups: readonly Counts[],
): BoardRow[] {
  return units.map((unit) => ({
    unit: unit.id,
    name: unit.name,
    region: unit.region ?? '',
    cells: columns.map((entry) =>
      view === 'now'
        ? nowCell(
            unit.id,
            entry,
            duties.filter((duty) => duty.unit === unit.id && duty.entry === entry),
            unit.entries.includes(entry),
          )
        : rateCell(
            unit.id,
            entry,
            groups.find((group) => group.unit === unit.id && group.entry === entry),
          ),
    ),
  }))
}

/** Rows under the name of their county, in the order they come; one group without heading when there is only one. */
export function byRegion(
  rows: readonly BoardRow[],
  nameOf: (code: string) => string,
): { name: string; rows: BoardRow[] }[] {
  const groups = new Map<string, BoardRow[]>()
  for (const row of rows) groups.set(row.region, [...(groups.get(row.region) ?? []), row])
  return [...groups].map(([region, own]) => ({ name: groups.size > 1 ? nameOf(region) : '', rows: own }))
}
