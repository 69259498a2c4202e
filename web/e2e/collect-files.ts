// Tables as an office would send them, for the browser tests of collection. All invented.

import { workbook } from './xlsx.ts'

const kHead =
  'CF_XDR_MC,CF_XDR_LB,CF_XDR_SHXYM,CF_FRDB,CF_WSH,CF_WFXW,CF_SY,CF_YJ,CF_CFLB,CF_NR,CF_NR_FK,CF_NR_WFFF,CF_NR_ZKDX,' +
  'CF_JDRQ,CF_YXQ,CF_CFJG,CF_CFJGDM,CF_SJLY,CF_SJLYDM'

export interface PenaltyRow {
  number: number
  name?: string
  code?: string
  kind?: string
  date?: string
  facts?: string
}

function cellsOf(row: PenaltyRow): string[] {
  const { name = '示例口腔门诊部', code = '91410300MA3TE5T113', kind = '警告', date = '2026-04-28' } = row
  return [
    name,
    '法人及非法人组织',
    code,
    '王示例',
    `洛卫示罚〔2026〕${row.number}号`,
    '违反诊疗规范',
    row.facts ?? '未按规定填写病历资料',
    '《医疗纠纷预防和处理条例》',
    kind,
    kind,
    '',
    '',
    '',
    date,
    '2027-04-28',
    '洛阳市卫生健康委员会',
    '1141030000539001XH',
    '洛阳市卫生健康委员会',
    '1141030000539001XH',
  ]
}

/** A table of penalties (CF-ORG) as UTF-8 CSV. */
export function penalties(rows: PenaltyRow[]): Buffer {
  return Buffer.from(`${[kHead, ...rows.map((row) => cellsOf(row).join(','))].join('\n')}\n`, 'utf8')
}

/** The same as an office keeps it: a title over the table, dates in words, spaces around the values. */
export function messyWorkbook(rows: PenaltyRow[]): Buffer {
  const head = kHead.split(',')
  const inWords = (text: string) => {
    const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
    return year ? `${year}年${Number(month)}月${Number(day)}日` : ` ${text}`
  }
  const title = ['2026年4月行政处罚信息归集表', ...head.slice(1).map(() => '')]
  return workbook([title, head, ...rows.map((row) => cellsOf(row).map(inWords))], 'A1:S1')
}

/** Four rows: one good, three with something wrong each. */
export const kMessy: PenaltyRow[] = [
  { number: 901 },
  { number: 902, date: '2026-02-30' },
  { number: 903, kind: '罚金' },
  { number: 904, code: '91410300MA3TE5T11' },
]
export const kMended: PenaltyRow[] = [{ number: 902, date: '2026-04-27' }, { number: 903 }, { number: 904 }]

export const csv = (name: string, content: Buffer) => ({ name, mimeType: 'text/csv', buffer: content })
