// The grid of findings made writable: corrections, the cell being typed in, and what the panel says of it.
import { computed, type Ref } from 'vue'
import { api, call } from '@shared/api/client'
import { useLoad } from '@shared/composables/useLoad'
import type { Editing } from './IssueGrid.vue'
import { isPersonal } from './recordForm'
import { findingAt, type Finding, type Grid, type GridColumn, type useBatchRows } from './useBatchRows'
import { useCellEditor } from './useCellEditor'
import { useCorrections } from './useCorrections'
import type { Batch } from './words'

export interface EditedGrid {
  batch: Batch
  grid: Ref<Grid | undefined>
  content: ReturnType<typeof useBatchRows>
  /** Rows and columns the grid shows. */
  rows: () => readonly number[]
  columns: () => readonly GridColumn[]
  /** The finding the panel explains. */
  selected: Ref<{ row: number; finding: Finding } | undefined>
  select: (row: number, finding: Finding) => void
  show: (row: number) => void
}

export function useGridEditing(around: EditedGrid) {
  const { batch, content, selected } = around
  const fields = useLoad(
    async () => (await call(api.GET('/api/catalogue/{entry}', { params: { path: { entry: batch.entry } } }))).fields,
  )
  const fieldOf = (column: GridColumn) => fields.data.value?.find((one) => one.id === column.field)
  const corrections = useCorrections({
    batch,
    grid: () => around.grid.value,
    content,
    ready: () => fields.data.value !== undefined && (around.grid.value?.columns.length ?? 0) > 0,
    personal: (column) => {
      const field = fieldOf(column)
      return field === undefined || isPersonal(field)
    },
  })
  /** The rows as they stand now: what was typed, and what the trial said of it. */
  const cache = computed(() => {
    if (corrections.rows.value.length === 0) return content.cache.value
    const next = new Map(content.cache.value)
    for (const number of corrections.rows.value) {
      const row = next.get(number)
      if (row) next.set(number, corrections.mended(row))
    }
    return next
  })
  const columnOf = (finding: Finding) =>
    around.grid.value?.columns.find((one) =>
      finding.column === null ? one.field === finding.field : one.column === finding.column,
    )

  // Only what came as a file can go back as one, and only what nobody has put right yet.
  const possible = computed(
    () => batch.state === 'stored' && (around.grid.value?.columns.some((one) => one.header !== null) ?? false),
  )
  const editable: Editing['editable'] = (row, column) =>
    possible.value && row.outcome === 'rejected' && !row.resolved && column.header !== null && column.field !== null
  const editor = useCellEditor({
    rows: around.rows,
    columns: around.columns,
    rowAt: (row) => cache.value.get(row),
    want: content.want,
    editable,
    put: corrections.put,
    show: around.show,
    opened: ({ row, column }) => {
      const item = cache.value.get(row)
      const shown = around.columns().find((one) => one.column === column)
      const finding = item && shown && findingAt(item, shown)
      if (finding) around.select(row, finding)
    },
  })
  const editing = computed<Editing | undefined>(() =>
    possible.value
      ? {
          at: editor.at.value,
          text: editor.text.value,
          editable,
          stateOf: (row, column) => {
            if (corrections.textOf(row, column) === undefined) return undefined
            return corrections.judged.value.has(row) ? 'good' : 'waiting'
          },
          optionsOf: (column) => fieldOf(column)?.values ?? [],
        }
      : undefined,
  )

  /** The cell the panel is about, when something was typed into it. */
  const typedCell = computed(() => {
    const now = selected.value
    const column = now && columnOf(now.finding)
    const text = now && column && corrections.textOf(now.row, column.column)
    if (now === undefined || column === undefined || text === undefined) return undefined
    const sent = content.cache.value.get(now.row)?.cells[column.column - 1] ?? ''
    return { row: now.row, column, text, sent }
  })
  const typed = computed(() => {
    const cell = typedCell.value
    if (!cell) return undefined
    const { row, column, text, sent } = cell
    const item = cache.value.get(row)
    if (!corrections.judged.value.has(row)) return { text, sent, state: 'waiting' as const }
    const wrong = item && findingAt(item, column)?.severity === 'error'
    return { text, sent, state: wrong ? ('bad' as const) : ('good' as const) }
  })

  /** A cell judged anew is explained anew. */
  function explainAgain() {
    const cell = typedCell.value
    const item = cell && cache.value.get(cell.row)
    const finding = cell && item && findingAt(item, cell.column)
    if (finding) around.select(cell.row, finding)
  }

  /** Back to what was sent. */
  function revert() {
    const cell = typedCell.value
    if (cell) corrections.put(cell.row, cell.column.column, cell.sent)
  }

  return { cache, corrections, editor, editing, possible, typed, explainAgain, revert }
}
