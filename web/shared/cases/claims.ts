// What the person says is wrong, field by field, written into the reason of an objection and read back on the review
// page: one form of words for both sides, so that the paper reads well and the page can set the two side by side.
import type { Difference } from './types'

export interface Claim {
  label: string
  now: string
  should: string
}

const kLine = /^【(.+?)】现为“(.*)”，应为“(.*)”$/

const flat = (text: string) => text.replace(/\s+/g, ' ').replace(/[“”]/g, '"').trim()

/** Claims as lines, then what was said in the person's own words. */
export function writeClaims(claims: readonly Claim[], words: string): string {
  const lines = claims.map((one) => `【${flat(one.label)}】现为“${flat(one.now)}”，应为“${flat(one.should)}”`)
  return [...lines, words.trim()].filter(Boolean).join('\n')
}

/** The claims of a reason and the words that are left. */
export function readClaims(reason: string): { claims: Difference[]; words: string } {
  const claims: Difference[] = []
  const rest: string[] = []
  for (const line of reason.split('\n')) {
    const match = kLine.exec(line.trim())
    if (match) claims.push({ id: match[1]!, label: match[1]!, before: match[2]!, after: match[3]! })
    else rest.push(line)
  }
  return { claims, words: rest.join('\n').trim() }
}
