// Words of the grading pages.
import type { Schemas } from '@shared/api/client'

export type Run = Schemas['GradeRun']
export type Review = Schemas['GradeReview']
export type Model = Schemas['GradeModel']
export type Finding = Schemas['GradeModelFinding']

export const kRunKinds: Record<string, string> = { yearly: '年度评价', trial: '试评', dynamic: '动态更新' }
export const kRunChips: Record<string, string> = {
  running: 'info',
  review: 'warn',
  preview: 'warn',
  published: 'good',
  dropped: '',
}
export const kModelChips: Record<string, string> = {
  draft: '',
  analysed: 'info',
  tested: 'info',
  trial: 'warn',
  in_force: 'good',
  withdrawn: '',
}
export const kSeverities: Record<Finding['severity'], { label: string; chip: string }> = {
  error: { label: '错误', chip: 'bad' },
  warning: { label: '提醒', chip: 'warn' },
  note: { label: '说明', chip: 'info' },
}
/** The step after each state, and what its button says. */
export const kNextStep: Record<
  string,
  { to: 'analysed' | 'tested' | 'trial' | 'in_force' | 'withdrawn'; label: string }
> = {
  draft: { to: 'analysed', label: '通过静态检查' },
  analysed: { to: 'tested', label: '通过测试' },
  tested: { to: 'trial', label: '开始试行' },
  trial: { to: 'in_force', label: '施行' },
  in_force: { to: 'withdrawn', label: '废止' },
}
/** Levels in the order of the keys given, the not evaluated last. */
export function levelsOf(counts: Record<string, number>): { level: string; count: number }[] {
  return Object.entries(counts)
    .map(([level, count]) => ({ level: level === '-' ? '' : level, count }))
    .sort((a, b) => (a.level === '' ? 1 : b.level === '' ? -1 : a.level.localeCompare(b.level)))
}
