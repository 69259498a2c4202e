// The one cell being typed in, and the way from it to the next that is wrong.
import { nextTick, ref, shallowRef } from 'vue'
import { findingAt, type GridColumn, type GridRow } from './useBatchRows'

export type Leaving = 'stay' | 'next' | 'previous' | 'cancel'
export interface CellPlace {
  row: number
  column: number
}
/** Rows looked through for the next wrong cell at a time, and at most. */
const kAhead = 50
const kFarthest = 500

export interface EditorSurroundings {
  /** Rows of the grid, in its order. */
  rows: () => readonly number[]
  columns: () => readonly GridColumn[]
  rowAt: (row: number) => GridRow | undefined
  want: (rows: readonly number[]) => Promise<void>
  editable: (row: GridRow, column: GridColumn) => boolean
  put: (row: number, column: number, text: string) => void
  /** Brings a row into view. */
  show: (row: number) => void
  /** A cell was opened. */
  opened: (place: CellPlace) => void
}

/** Focus on the cell itself, editor closed. */
async function focusCell(place: CellPlace) {
  await nextTick()
  document.querySelector<HTMLElement>(`[data-at="${place.row}.${place.column}"]`)?.focus()
}

export function useCellEditor(around: EditorSurroundings) {
  const at = shallowRef<CellPlace>()
  const text = ref('')

  const isAt = (row: number, column: number) => at.value?.row === row && at.value.column === column

  function start(place: CellPlace) {
    at.value = place
    text.value = around.rowAt(place.row)?.cells[place.column - 1] ?? ''
    around.opened(place)
  }

  /** Columns of a row where something is wrong and can be put right here. */
  function wrongColumns(row: number): number[] {
    const item = around.rowAt(row)
    if (!item) return []
    return around
      .columns()
      .filter((column) => around.editable(item, column) && findingAt(item, column)?.severity === 'error')
      .map((column) => column.column)
  }

  async function beside(from: CellPlace, by: 1 | -1): Promise<CellPlace | undefined> {
    const here = wrongColumns(from.row).filter((column) => (column - from.column) * by > 0)
    const near = by > 0 ? here[0] : here[here.length - 1]
    if (near !== undefined) return { row: from.row, column: near }
    const rows = around.rows()
    const start = rows.indexOf(from.row) + by
    for (let index = start; index >= 0 && index < rows.length && Math.abs(index - start) < kFarthest; index += by) {
      const row = rows[index] ?? 0
      if (!around.rowAt(row)) {
        await around.want(
          by > 0 ? rows.slice(index, index + kAhead) : rows.slice(Math.max(0, index - kAhead), index + 1),
        )
      }
      const wrong = wrongColumns(row)
      const column = by > 0 ? wrong[0] : wrong[wrong.length - 1]
      if (column !== undefined) return { row, column }
    }
    return undefined
  }

  async function leave(from: CellPlace, how: Leaving) {
    if (!isAt(from.row, from.column)) return
    at.value = undefined
    if (how !== 'cancel') around.put(from.row, from.column, text.value.trim())
    if (how === 'stay') return
    const to = how === 'cancel' ? undefined : await beside(from, how === 'next' ? 1 : -1)
    if (!to) return focusCell(from)
    start(to)
    around.show(to.row)
  }

  return { at, text, start, leave }
}
