// Words of accounts.
import type { Schemas } from '@shared/api/client'

export type User = Schemas['User']
export const kKinds: Record<string, string> = { staff: '工作人员', subject: '信用主体', system: '系统' }
export const kScopeWords: Record<string, string> = {
  own: '本人经办',
  unit: '本单位',
  county: '本县区',
  city: '本市',
  province: '本省',
}

/** Unified state of an account, the most pressing first. */
export function userState(user: User): { text: string; tone: string } {
  if (user.state === 'disabled') return { text: '已停用', tone: '' }
  if (user.locked) return { text: '已锁定', tone: 'bad' }
  if (user.mustChange) return { text: '待首次登录', tone: 'warn' }
  return { text: '正常', tone: 'good' }
}
