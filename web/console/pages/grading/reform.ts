// The release of a reform as the job answers it, and a first overlay to change.
export interface Release {
  reform: string
  base: string
  reason: string
  asOf: string
  subjects: number
  levels: string[]
  matrix: number[][]
  movedDown: number
  movedUp: number
  byRegion: Record<string, Share>
  byType: Record<string, Share>
  inspectionsBefore: string
  inspectionsAfter: string
  decidedByUnpublished: number
  meanBefore: string | null
  meanAfter: string | null
  gates: { gate: string; value: string; met: boolean }[]
  movers: {
    subject: string
    from: string
    to: string
    scoreFrom: string
    scoreTo: string
    line: string
    limit: string
  }[]
}

export interface Share {
  subjects: number
  before: Record<string, number>
  after: Record<string, number>
  movedDown: number
  movedUp: number
}

/** An overlay that sets the base points of the model anew from a day, with the usual gates; the clause is the one they rest on now. */
export function firstOverlay(model: { model: string; edition: string; source: string }, day: string): string {
  const now = /^ {2}base:.*?\bv: *(-?[\d.]+), *cite: *(\[[^\]]*\])/m.exec(model.source)
  return `reform: draft-1
base: ${model.model}@${model.edition}
reason: 写明为什么要改
set:
  params.base.values.${day}: {v: ${now?.[1] ?? '0'}, cite: ${now?.[2] ?? '[]'}}
accept:
- share(moved_down) <= 0.05
- max_by(region, share(moved_down)) <= 0.10
- expected_inspections <= 1.20 * baseline
- decided_by_unpublished == 0
`
}
