// Tables as an office would send them, for the browser tests of collection. All invented.

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

function line(row: PenaltyRow): string {
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
  ].join(',')
}

/** A table of penalties (CF-ORG) as UTF-8 CSV. */
export function penalties(rows: PenaltyRow[]): Buffer {
  return Buffer.from(`${[kHead, ...rows.map(line)].join('\n')}\n`, 'utf8')
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
