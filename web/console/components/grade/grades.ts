// Words of grades and what the waterfall needs of an explanation.
import type { Schemas } from '@shared/api/client'

export type Decision = Schemas['GradeDecision']
export type Explained = Schemas['GradeExplanation']
export type Line = Explained['explanation']['lines'][number]

export const kReasons: Record<string, string> = {
  status: '按记录状态不计分',
  no_date: '没有计分所需的日期',
  unless: '例外条件成立，不计分',
  once_per: '同一行为只计最重的一条',
  max_times: '超过计分次数',
  cap: '受组上限限制',
}

export const kMarks: Record<string, string> = { disputed: '异议处理中', repairing: '修复办理中' }

/** One row of the waterfall: from where to where it moves the sum, in points. */
export interface Step {
  line: Line | null
  label: string
  points: number
  sum: number
}

/** Base, each line, in the order of the ledger. Sums are for drawing; the figures printed are the server's. */
export function stepsOf(base: string, lines: readonly Line[]): Step[] {
  let sum = Number(base)
  const steps: Step[] = [{ line: null, label: '基础分', points: sum, sum }]
  for (const line of lines) {
    const points = Number(line.points)
    sum = Math.round((sum + points) * 10000) / 10000
    steps.push({ line, label: line.text || line.rule, points, sum })
  }
  return steps
}

export interface Bar {
  left: number
  width: number
}

/** The scale of the bars: a little below the least and above the greatest sum; percent of the width. */
export function barsOf(steps: readonly Step[]): { from: number; bars: Bar[] } {
  const sums = steps.map((step) => step.sum)
  const least = Math.min(...sums)
  const most = Math.max(...sums)
  const from = Math.floor((least - Math.max(5, (most - least) * 0.3)) / 5) * 5
  const span = Math.max(most - from, 1) * 1.05
  const percent = (value: number) => ((value - from) / span) * 100
  const bars = steps.map((step, index) => {
    const before = index === 0 ? from : (steps[index - 1]?.sum ?? from)
    const [low, high] = before <= step.sum ? [before, step.sum] : [step.sum, before]
    return { left: percent(low), width: Math.max(percent(high) - percent(low), step.points === 0 ? 0 : 0.4) }
  })
  return { from, bars }
}

/** "+3", "−8", "0": a sign that is read, not a hyphen. */
export function signed(points: string): string {
  if (points.startsWith('-')) return `−${points.slice(1)}`
  return Number(points) === 0 ? points : `+${points}`
}
