// A round of corrections made in the page: rows that were sent back, cells changed, written as the table the server
// reads. Header and columns are the file's own; the last column names batch and row, as in an annotated file.
import type { Schemas } from '@shared/api/client'
import type { Finding, GridColumn, GridRow } from './useBatchRows'

/** Texts typed into a row, by column of the file. */
export type RowEdits = ReadonlyMap<number, string>

/** What the trial said of a row: nothing wrong when there is no error among the findings. */
export interface Judgement {
  findings: Finding[]
  passed: boolean
}

const kResultHeader = '医信校验结果'
const kFirstRow = 2

/** Columns a round repeats: those the file itself had. */
export function sendable(columns: readonly GridColumn[]): GridColumn[] {
  return columns.filter((column) => column.header !== null && column.field !== null)
}

/** Text as it stands in a cell of CSV. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/** The row with what was typed; findings of typed cells wait for the next trial, judged rows have the trial's. */
export function mendedRow(row: GridRow, edits: RowEdits | undefined, judged: Judgement | undefined): GridRow {
  if (!edits?.size) return row
  const cells = [...row.cells]
  for (const [column, text] of edits) {
    while (cells.length < column) cells.push('')
    cells[column - 1] = text
  }
  const findings = judged
    ? judged.findings
    : row.findings.filter((one) => one.column === null || !edits.has(one.column))
  return { ...row, cells, findings }
}

/** The rows as UTF-8 CSV for the import. */
export function roundTable(batch: string, columns: readonly GridColumn[], rows: readonly GridRow[]): Blob {
  const own = sendable(columns)
  const head = [...own.map((column) => column.header ?? ''), `${kResultHeader}【${batch}】`]
  const lines = rows.map((row) => [...own.map((column) => row.cells[column.column - 1] ?? ''), `【第${row.row}行】`])
  const text = [head, ...lines].map((line) => line.map(quoted).join(',')).join('\r\n')
  return new Blob([`${text}\r\n`], { type: 'text/csv' })
}

/** Findings of a trial by the row of the batch they are about, their columns those of the file. */
export function judgementsOf(
  findings: Schemas['ImportReport']['findings'],
  columns: readonly GridColumn[],
  rows: readonly GridRow[],
): Map<number, Judgement> {
  const own = sendable(columns)
  const found = rows.map((): Finding[] => [])
  findings.forEach((finding, index) => {
    const column = finding.column === null ? undefined : own[finding.column - 1]
    // Numbers of the trial's own, so that they are never those of stored findings.
    found[(finding.row ?? 0) - kFirstRow]?.push({ ...finding, column: column?.column ?? null, seq: -1 - index })
  })
  return new Map(
    rows.map((row, index) => {
      const mine = (found[index] ?? []).map((finding) => ({ ...finding, row: row.row }))
      return [row.row, { findings: mine, passed: !mine.some((one) => one.severity === 'error') }]
    }),
  )
}
