// Units as a tree of divisions: province, city, county, by their codes.
import type { Schemas } from '@shared/api/client'

export interface Division {
  code: string
  label: string
  units: Schemas['UnitView'][]
  below: Division[]
}

/** Code of the division above: 410302 → 410300 → 410000 → none. */
function above(code: string): string {
  if (!code.endsWith('00')) return `${code.slice(0, 4)}00`
  return code.endsWith('0000') ? '' : `${code.slice(0, 2)}0000`
}
function levelOf(code: string): string {
  if (code.endsWith('0000')) return '省级'
  return code.endsWith('00') ? '市级' : '县级'
}

/** Divisions in which units sit, nested; units without one stand in a division of their own at the end. */
export function divisionTree(units: Schemas['UnitView'][]): Division[] {
  const byCode = new Map<string, Division>()
  for (const unit of units) {
    const code = unit.region ?? ''
    const found = byCode.get(code) ?? {
      code,
      label: code ? `${levelOf(code)} ${code}` : '没有登记区划',
      units: [],
      below: [],
    }
    found.units.push(unit)
    byCode.set(code, found)
  }
  const roots: Division[] = []
  for (const division of [...byCode.values()].sort((a, b) => (a.code || '~').localeCompare(b.code || '~'))) {
    let parent = division.code ? above(division.code) : ''
    while (parent && !byCode.has(parent)) parent = above(parent)
    const upper = parent ? byCode.get(parent) : undefined
    if (upper) upper.below.push(division)
    else roots.push(division)
  }
  return roots
}
