// Words of authorisations.
import { kClasses } from '../../components/archive/archive'

const kTones: Record<string, string> = { 'in-force': 'good', 'not-yet': 'info', over: '', withdrawn: '' }

/** What an authorisation may cover; reference information never leaves. */
export const kScopes: Record<string, string> = {
  basic: '基础信息',
  good: '良好信息',
  negative: '负面信息',
  recognised: '互认信息',
  other: '其他信息',
  grade: '评价结果',
}
export const scopeLabel = (id: string) => kScopes[id] ?? kClasses[id] ?? id
export const grantTone = (state: string) => kTones[state] ?? ''
