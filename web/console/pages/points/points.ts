// Points and the sum of their cycle, in words.
import type { paths } from '@shared/api/schema'
import { longDate } from '@shared/lib/dates'

export type PointSum = paths['/api/grading/practice-points']['post']['responses'][201]['content']['application/json']

export function sumWords(sum: PointSum): string {
  const alert = sum.alert ? '，已达警示分值' : ''
  return `本周期（${longDate(sum.from)}至${longDate(sum.to)}）合计 ${sum.sum} 分${alert}。`
}
