// Sources as the rule files write them ("000_d53bbf40e741ace9.txt 附件 L151", "default: 默认值（依据未规定）"), in words a
// reader understands: the document's title in place of the file name, the label of values no document gives.

export const kDefaultLabel = '默认值（依据未规定）'

export interface SourceDocument {
  id: string
  title: string
  number: string
  seed: string | null
}

/** True when the law gives no such value. */
export function isDefaultSource(source: string | null | undefined): boolean {
  return (source ?? '').includes(kDefaultLabel)
}

/** "《海南省…办法》第二十五条" of "003_….txt 第二十五条"; line numbers of the file are left out. */
export function sourceText(source: string | null | undefined, documents: readonly SourceDocument[] = []): string {
  if (!source) return '—'
  let text = source.replace(/^default:\s*/, '')
  for (const document of documents) {
    if (document.seed) text = text.replaceAll(document.seed, `《${document.title}》`)
  }
  return text
    .replace(/[，、]?\s*L\d+(?:-\d+)?(?:、L\d+(?:-\d+)?)*/g, '')
    .replace(/》\s+/g, '》')
    .replace(/\s+/g, ' ')
    .replace(/；\s*$/, '')
    .trim()
}

/** Titles of documents by id; an id nobody knows stays. */
export function documentTitle(id: string, documents: readonly SourceDocument[]): string {
  const found = documents.find((document) => document.id === id)
  return found ? `《${found.title}》${found.number}` : id
}
