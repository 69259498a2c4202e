/** A column of DataTable. */
export interface Column {
  key: string
  title: string
  numeric?: boolean
  nowrap?: boolean
  /** The list really can be sorted by it (complete in memory, or sorted by the server). */
  sortable?: boolean
  /** Not shown unless chosen. */
  hidden?: boolean
  /** Cannot be switched off. */
  always?: boolean
}

/** Sorts rows that are complete in memory by "key" or "-key"; empty values last. */
export function sortRows<Row extends object>(rows: readonly Row[], sort: string): Row[] {
  const down = sort.startsWith('-')
  const key = down ? sort.slice(1) : sort
  if (!key) return [...rows]
  const value = (row: Row) => (row as Record<string, unknown>)[key]
  const compare = (a: unknown, b: unknown) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh-CN')
  const empty = (one: unknown) => one === null || one === undefined || one === ''
  return [...rows].sort((a, b) => {
    const [first, second] = [value(a), value(b)]
    if (empty(first) || empty(second)) return Number(empty(first)) - Number(empty(second))
    return down ? compare(second, first) : compare(first, second)
  })
}
