import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isPoint, lineOf, pointsOf, withPoint } from '../console/pages/grading/points'

const model = (path: string) => readFileSync(join(import.meta.dirname, '../../jurisdictions', path), 'utf8')
const short = (text: string) => pointsOf(text).map((one) => `${one.param} ${one.from} ${one.word} ${one.value}`)

describe('points tables in the text of a model', () => {
  test('every number with its parameter, day, word and clause', () => {
    const text = model('hainan/models/hainan.credit.yaml')
    expect(short(text)).toEqual([
      'base 2026-01-01  85',
      ...['A 90', 'B 75', 'C 60', 'D 0'].map((one) => `bands 2026-01-01 ${one}`),
      ...['minor -2', 'general -8', 'serious -20'].map((one) => `penalty 2026-01-01 ${one}`),
      ...['minor -1', 'general -8', 'serious -20'].map((one) => `penalty 2026-04-01 ${one}`),
      'negative_life 2026-01-01  P5Y',
      'good_decay 2026-01-01  P24M',
    ])
    expect(pointsOf(text)[8]).toMatchObject({ unit: '分', by: 'severity', cite: 'GB22#2, XF36#4' })
  })

  test('each stands where it is said to stand; another number changes nothing else', () => {
    for (const path of [
      'hainan/models/hainan.credit.yaml',
      'guangdong/models/guangdong.credit.yaml',
      'national/models/demonstration.yaml',
    ]) {
      const text = model(path)
      const points = pointsOf(text)
      expect(points.length).toBeGreaterThan(5)
      for (const one of points) {
        expect(text.slice(one.at, one.at + one.value.length)).toBe(one.value)
        const changed = withPoint(text, one, '-12.5')
        expect(changed.length).toBe(text.length - one.value.length + 5)
        const after = pointsOf(changed)
        expect(after.filter((other, index) => other.value !== points[index]?.value)).toHaveLength(1)
        expect(withPoint(changed, { ...one, value: '-12.5' }, one.value)).toBe(text)
      }
    }
  })

  test('comments hold no numbers, a text without parameters has none, written in lines they are found too', () => {
    expect(pointsOf('# params:\nlevels: {}\n')).toEqual([])
    const text =
      'params:\n  # old: {values: {2020-01-01: {v: 1}}}\n  base:\n    values:\n      2020-01-01:\n        v: 85\nx: 1\n'
    expect(short(text)).toEqual(['base 2020-01-01  85'])
    expect(lineOf(text, pointsOf(text)[0]!.at)).toBe(6)
  })

  test('numbers have four decimals at most, lengths of time are written as in the language', () => {
    for (const good of ['0', '-20', '0.05', '12.3456', 'P24M', 'P5Y']) expect(isPoint(good)).toBe(true)
    for (const bad of ['', '很多', '1e3', '1.23456', 'P', '--1', '1,5']) expect(isPoint(bad)).toBe(false)
  })
})
