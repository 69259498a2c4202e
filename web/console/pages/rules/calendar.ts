// Months of a year as weeks, each day with what it is.
import type { Schemas } from '@shared/api/client'

export type DayKind = 'work' | 'rest' | 'holiday' | 'makeup'
export interface Day {
  iso: string
  day: number
  kind: DayKind
  /** 春节, 调休上班 … ; empty for ordinary days. */
  name: string
}
export interface Month {
  month: number
  /** Weeks from Monday; null = outside the month. */
  weeks: (Day | null)[][]
}

export const kWeekdays = ['一', '二', '三', '四', '五', '六', '日']

export function dayKind(iso: string, year: Schemas['CalendarYear'] | undefined): { kind: DayKind; name: string } {
  const weekend = [0, 6].includes(new Date(`${iso}T00:00:00Z`).getUTCDay())
  const rest = year?.breaks.find((one) => one.from <= iso && iso <= one.to)
  if (weekend && year?.weekendsWorked.includes(iso)) return { kind: 'makeup', name: '调休上班' }
  if (rest && (weekend || year?.weekdaysOff.includes(iso))) return { kind: 'holiday', name: rest.name }
  if (!weekend && year?.weekdaysOff.includes(iso)) return { kind: 'holiday', name: '放假' }
  return { kind: weekend ? 'rest' : 'work', name: '' }
}

export function monthsOf(year: number, table: Schemas['CalendarYear'] | undefined): Month[] {
  return Array.from({ length: 12 }, (_, month) => {
    const cells: (Day | null)[] = []
    const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
    const first = (new Date(Date.UTC(year, month, 1)).getUTCDay() + 6) % 7
    for (let blank = 0; blank < first; ++blank) cells.push(null)
    for (let day = 1; day <= last; ++day) {
      const iso = new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)
      cells.push({ iso, day, ...dayKind(iso, table) })
    }
    while (cells.length % 7 !== 0) cells.push(null)
    return {
      month: month + 1,
      weeks: Array.from({ length: cells.length / 7 }, (_w, week) => cells.slice(week * 7, week * 7 + 7)),
    }
  })
}

/** Working days of a month or year. */
export function workdaysIn(months: readonly Month[]): number {
  return months
    .flatMap((month) => month.weeks.flat())
    .filter((day) => day !== null && (day.kind === 'work' || day.kind === 'makeup')).length
}
