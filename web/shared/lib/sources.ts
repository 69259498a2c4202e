// Sources as the rule files write them ("000_d53bbf40e741ace9.txt 附件 L151", "default: 默认值（依据未规定）"), in words a
// reader understands: the document's title in place of the file name, the label of values no document gives.

export const kDefaultLabel = '默认值（依据未规定）'

/** The documents the rule files are written after, by the file names they use. */
const kWritten: Record<string, string> = {
  '000_d53bbf40e741ace9.txt': '洛阳市卫生健康委员会关于进一步责任分解做好信用信息归集工作的通知',
  '001_026c7b1f52b73c03.txt': '2020年全市卫生健康领域信用体系建设工作要点（湖州市）',
  '002_f546f4ea885fcb98.txt': '阳山县医疗卫生信用信息管理实施方案',
  '003_f4e4965c2585fd3d.txt': '海南省医疗卫生信用信息管理办法（试行）',
  '004_c8b4ae198ab318d0.txt': '吉林省2021年卫生健康行业信用体系建设重点工作',
}
const kDefaultMark = /^default:\s*/

export interface SourceDocument {
  id: string
  title: string
  number: string
}

/** True when no document gives the value: the source begins with the default label. */
export function isDefaultSource(source: string | null | undefined): boolean {
  return kDefaultMark.test(source ?? '')
}

/**
 * "《海南省…办法（试行）》第二十五条" of "003_….txt 第二十五条". Line numbers of the file are left out, and so is the leading
 * default label, which pages show as a mark of its own; labels on a part of the value stay.
 */
export function sourceText(source: string | null | undefined): string {
  if (!source) return '—'
  let text = source.replace(kDefaultMark, '')
  if (isDefaultSource(source)) text = text.replace(kDefaultLabel, '').replace(/^[；，\s]+/, '')
  for (const [file, title] of Object.entries(kWritten)) text = text.replaceAll(file, `《${title}》`)
  return text
    .replace(/[，、]?\s*L\d+(?:-\d+)?(?:、L\d+(?:-\d+)?)*/g, '')
    .replace(/》\s+/g, '》')
    .replace(/\s*《/g, '《')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Titles of documents by id; an id nobody knows stays. */
export function documentTitle(id: string, documents: readonly SourceDocument[]): string {
  const found = documents.find((document) => document.id === id)
  return found ? `《${found.title}》${found.number}` : id
}
