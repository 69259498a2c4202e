// How public records are named and coloured.
import type { Schemas } from '@shared/api/client'

export type PublicRecord = Schemas['PublicRecord']

/** Kind of a catalogue entry as the public knows it. */
export function kindOf(entry: string): { id: 'licence' | 'penalty' | 'other'; label: string; tone: string } {
  if (entry.startsWith('XK-')) return { id: 'licence', label: '行政许可', tone: 'info' }
  if (entry.startsWith('CF-')) return { id: 'penalty', label: '行政处罚', tone: 'bad' }
  return { id: 'other', label: '其他', tone: '' }
}

function field(record: PublicRecord, ...names: RegExp[]): string {
  for (const name of names) {
    const found = record.fields.find((one) => name.test(one.name) && one.value && !one.masked)
    if (found) return found.value
  }
  return ''
}

/** One line that says what a record is about. */
export function summaryOf(record: PublicRecord): string {
  if (kindOf(record.entry).id === 'penalty') {
    const what = field(record, /^处罚内容$/, /处罚类别/, /处罚种类/)
    const why = field(record, /违法行为类型/, /违法事实/)
    return [what, why].filter(Boolean).join('：') || record.entryName
  }
  return field(record, /^许可内容$/, /许可证书名称/, /文书名称/) || record.entryName
}

/** Who decided: the authority in the record, else the office that supplied it. */
export function authorityOf(record: PublicRecord): string {
  return field(record, /处罚机关$/, /许可机关$/, /认定机关|决定机关/) || record.unitName
}
