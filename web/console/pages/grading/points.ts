// The numbers of a model's points tables with their places in the text: what is typed in the form is written there, and
// nothing else of the text changes. Whether it makes sense is for the server to say, as with anything typed.

export interface Point {
  param: string
  unit: string
  /** Field the table is by: "severity"; empty for a single value. */
  by: string
  /** The day from which it holds. */
  from: string
  /** Value of that field: "serious"; empty for a single value. */
  word: string
  value: string
  cite: string
  /** Where the value stands in the text. */
  at: number
}

const kValue = /(\d{4}-\d\d-\d\d):\s*\{?\s*v:\s*(\{[^}]*\}|[^\s,}]+)(?:\s*,?\s*cite:\s*\[([^\]]*)\])?/g
const kEntry = /([A-Za-z_][\w.-]*):\s*([^\s,}]+)/g
const kNumber = /^-?\d{1,9}(\.\d{1,4})?$/
const kDuration = /^P(\d+Y)?(\d+M)?(\d+D)?$/

/** The text with its comments blanked, so that places stay the same. A clause ("XF36#3") is no comment. */
function withoutComments(text: string): string {
  return text.replace(/(^|[ \t])#.*$/gm, (found) => ' '.repeat(found.length))
}

/** From the line "params:" to the next key at the margin. */
function paramsBlock(text: string): { start: number; end: number } | undefined {
  const head = /^params:[ \t]*$/m.exec(text)
  if (!head) return undefined
  const start = head.index + head[0].length
  const next = /^[^\s#]/m.exec(text.slice(start))
  return { start, end: next ? start + next.index : text.length }
}

function wordAfter(block: string, key: string): string {
  const found = new RegExp(`[\\s{]${key}:\\s*("([^"]*)"|[^\\s,}]+)`).exec(block)
  return found?.[2] ?? found?.[1] ?? ''
}

/** Is this a number or a length of time as the model language writes them? */
export function isPoint(value: string): boolean {
  return kNumber.test(value) || (kDuration.test(value) && value.length > 1)
}

/** All values of all parameters, in the order of the text. */
export function pointsOf(source: string): Point[] {
  const text = withoutComments(source)
  const block = paramsBlock(text)
  if (!block) return []
  const heads = [...text.slice(block.start, block.end).matchAll(/^ {2}([A-Za-z_][\w.-]*):/gm)]
  return heads.flatMap((head, index) => {
    const from = block.start + head.index
    const to = block.start + (heads[index + 1]?.index ?? block.end - block.start)
    return pointsOfParam(head[1] ?? '', text.slice(from, to), from)
  })
}

function pointsOfParam(param: string, body: string, offset: number): Point[] {
  const shared = { param, unit: wordAfter(body, 'unit'), by: wordAfter(body, 'by') }
  const points: Point[] = []
  for (const found of body.matchAll(kValue)) {
    const [whole, from = '', value = '', cite = ''] = found
    const at = offset + found.index + whole.indexOf(value, whole.indexOf('v:') + 2)
    const common = { ...shared, from, cite: cite.trim() }
    if (!value.startsWith('{')) {
      points.push({ ...common, word: '', value, at })
      continue
    }
    for (const entry of value.matchAll(kEntry)) {
      const [pair, word = '', number = ''] = entry
      points.push({ ...common, word, value: number, at: at + entry.index + pair.length - number.length })
    }
  }
  return points.filter((one) => isPoint(one.value))
}

/** The text with another number at this place. */
export function withPoint(text: string, point: Point, value: string): string {
  return text.slice(0, point.at) + value + text.slice(point.at + point.value.length)
}

/** Number of the line a place is on, from 1. */
export function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}
