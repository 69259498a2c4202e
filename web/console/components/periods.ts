// Usual periods seen from a day, as first and last day ("" = open).
export interface Period {
  from: string
  to: string
}

export const kPeriods = [
  { id: 'all', label: '全部' },
  { id: 'month', label: '本月' },
  { id: 'last-month', label: '上月' },
  { id: 'quarter', label: '本季度' },
  { id: 'last-quarter', label: '上季度' },
  { id: 'year', label: '本年' },
] as const

const iso = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)

/** Days of `count` months beginning with month `month` (0 = January; may lie outside the year). */
function span(year: number, month: number, count: number): Period {
  return { from: iso(year, month, 1), to: iso(year, month + count, 0) }
}

export function periodNamed(id: string, today: string): Period {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1]
  const quarter = month - (month % 3)
  switch (id) {
    case 'month':
      return span(year, month, 1)
    case 'last-month':
      return span(year, month - 1, 1)
    case 'quarter':
      return span(year, quarter, 3)
    case 'last-quarter':
      return span(year, quarter - 3, 3)
    case 'year':
      return span(year, 0, 12)
    default:
      return { from: '', to: '' }
  }
}

/** The name of a period; "own" for any other. */
export function periodOf(from: string, to: string, today: string): string {
  return (
    kPeriods.find(({ id }) => {
      const named = periodNamed(id, today)
      return named.from === from && named.to === to
    })?.id ?? 'own'
  )
}

/** The last `count` months up to that of `today`, oldest first. */
export function lastMonths(count: number, today: string): (Period & { label: string })[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1]
  return Array.from({ length: count }, (_, index) => {
    const period = span(year, month - (count - 1 - index), 1)
    return { ...period, label: period.from.slice(0, 7) }
  })
}
