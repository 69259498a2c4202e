import { describe, expect, test } from 'vitest'
import { judgementsOf, mendedRow, roundTable } from '../console/pages/collect/round'
import type { GridColumn, GridRow } from '../console/pages/collect/useBatchRows'

const columns: GridColumn[] = [
  { column: 1, title: '名称', field: 'MC', header: 'CF_XDR_MC' },
  { column: 2, title: '随手记', field: null, header: '随手记' },
  { column: 4, title: '类别', field: 'LB', header: '类别"旧"' },
  { column: 5, title: '日期', field: 'RQ', header: null },
]
const finding = (change: object) => ({
  seq: 7,
  row: 9,
  column: 4,
  code: 'COLL-0001',
  severity: 'error' as const,
  field: 'LB',
  value: '罚金',
  message: '不在代码表中',
  basis: '',
  suggestion: '',
  ...change,
})
const row = (change: Partial<GridRow> = {}): GridRow => ({
  row: 9,
  outcome: 'rejected',
  resolved: false,
  record: null,
  cells: ['示例诊所', '问王示例', '', '罚金'],
  values: {},
  findings: [finding({}), finding({ seq: 8, column: 1, field: 'MC' })],
  ...change,
})

describe('a round of corrections', () => {
  test('repeats the header of the file, leaves out what is no field, names batch and row', async () => {
    const text = await roundTable('B12', columns, [row({ cells: ['示例"诊所",甲\n乙', 'x', '', '警告'] })]).text()
    expect(text).toBe('"CF_XDR_MC","类别""旧""","医信校验结果【B12】"\r\n"示例""诊所"",甲\n乙","警告","【第9行】"\r\n')
  })

  test('a typed cell hides its old finding until it is judged, other findings stay', () => {
    const typed = mendedRow(row(), new Map([[4, '警告']]), undefined)
    expect(typed.cells[3]).toBe('警告')
    expect(typed.findings.map((one) => one.seq)).toEqual([8])
    expect(row().cells[3]).toBe('罚金')
  })

  test('a row shorter than the table grows to the typed cell', () => {
    expect(mendedRow(row({ cells: ['甲'] }), new Map([[4, '警告']]), undefined).cells).toEqual(['甲', '', '', '警告'])
  })

  test('findings of the trial come back to row and column of the file', () => {
    const judged = judgementsOf(
      [finding({ row: 3, column: 2 }), finding({ row: 3, column: null, severity: 'warning' })],
      columns,
      [row(), row({ row: 20 })],
    )
    expect(judged.get(9)).toEqual({ findings: [], passed: true })
    const second = judged.get(20)!
    expect(second.passed).toBe(false)
    expect(second.findings.map((one) => [one.row, one.column, one.seq])).toEqual([
      [20, 4, -1],
      [20, null, -2],
    ])
  })
})
