// The rows of an import that need a look: an index of all of them, contents fetched for what is on the screen.
import { computed, ref, shallowRef, type Ref } from 'vue'
import { api, asProblem, call, type ApiProblem, type Schemas } from '@shared/api/client'

export type Grid = Schemas['BatchGrid']
export type GridColumn = Grid['columns'][number]
export type GridGroup = Grid['groups'][number]
export type GridRow = Schemas['BatchRows']['items'][number]
export type Finding = Schemas['Finding']

const kMostAsked = 100

/** Names a group in the address. */
export function groupKey(group: GridGroup): string {
  return `${group.severity}.${group.code}.${group.field ?? ''}`
}

/** File rows that belong to at least one of the groups. */
export function rowsOf(grid: Grid, wanted: (group: GridGroup) => boolean): number[] {
  const chosen = new Set(grid.groups.flatMap((group, index) => (wanted(group) ? [index] : [])))
  const rows: number[] = []
  for (const [row, ...groups] of grid.rows) {
    if (row !== undefined && groups.some((group) => chosen.has(group))) rows.push(row)
  }
  return rows
}

/** What stands in a cell: of a returned row what was sent, of a stored row what was stored. */
export function cellText(row: GridRow, column: GridColumn): string {
  if (row.cells.length > 0) return row.cells[column.column - 1] ?? ''
  if (column.field !== null && column.field in row.values) return row.values[column.field] ?? ''
  return findingAt(row, column)?.value ?? ''
}

/** The finding to be marked in a cell: an error before a warning. */
export function findingAt(row: GridRow, column: GridColumn): Finding | undefined {
  const here = row.findings.filter((one) =>
    one.column === null ? one.field !== '' && one.field === column.field : one.column === column.column,
  )
  return here.find((one) => one.severity === 'error') ?? here[0]
}

/** Findings of a row that belong to no column shown: they are marked at the row number. */
export function rowFinding(row: GridRow, columns: readonly GridColumn[]): Finding | undefined {
  return row.findings.find(
    (one) =>
      !columns.some((column) => (one.column === null ? one.field === column.field : one.column === column.column)),
  )
}

export function useBatchRows(batch: Ref<string>) {
  const cache = shallowRef(new Map<number, GridRow>())
  const problem = shallowRef<ApiProblem>()
  const loading = ref(0)
  /** Rows that are here or on their way, with the request that brings them. */
  const asked = new Map<number, Promise<void>>()

  async function fetchRows(missing: readonly number[]) {
    ++loading.value
    try {
      const sorted = [...missing].sort((a, b) => a - b)
      const params = { path: { id: batch.value }, query: { rows: sorted.join(',') } }
      const answer = await call(api.GET('/api/batches/{id}/rows', { params }))
      const next = new Map(cache.value)
      for (const row of answer.items) next.set(row.row, row)
      cache.value = next
      problem.value = undefined
    } catch (error) {
      for (const row of missing) asked.delete(row)
      problem.value = asProblem(error)
    } finally {
      --loading.value
    }
  }

  /** Fetches those of the rows that are not here yet; done when the rows are here, whoever asked for them first. */
  async function want(rows: readonly number[]) {
    const missing = rows.filter((row) => !asked.has(row)).slice(0, kMostAsked)
    if (missing.length > 0) {
      const coming = fetchRows(missing)
      for (const row of missing) asked.set(row, coming)
    }
    await Promise.all(rows.map((row) => asked.get(row)))
  }

  /** Fetches however many are missing. */
  async function wantAll(rows: readonly number[]) {
    for (let at = 0; at < rows.length; at += kMostAsked) await want(rows.slice(at, at + kMostAsked))
  }

  /** Fetches rows anew: somebody else may have put them right meanwhile. */
  async function refresh(rows: readonly number[]) {
    for (const row of rows) asked.delete(row)
    await wantAll(rows)
  }

  return { cache: computed(() => cache.value), problem, loading, want, wantAll, refresh }
}
