// A clock in words.
import type { Schemas } from '@shared/api/client'

export type Clock = Schemas['RuleClock']

/** "作出行政决定之日起 7 个工作日内" and the like. */
export function clockWords(clock: Clock): string {
  switch (clock.unit) {
    case 'workday':
      return `${clock.start}起 ${clock.amount} 个工作日内`
    case 'day':
      return `${clock.start}起 ${clock.amount} 日内`
    case 'month':
      return `${clock.start}起 ${clock.amount} 个月内`
    case 'month-end':
      return clock.amount === 0
        ? `${clock.start}所在月的最后一日前`
        : `${clock.start}之后第 ${clock.amount} 个月的最后一日前`
    default:
      return `次年 ${clock.month} 月 ${clock.day} 日前`
  }
}

/** When it shows as near due. */
export function reminderWords(clock: Clock): string {
  const unit = clock.unit === 'workday' ? '个工作日' : clock.unit === 'month' ? '个月' : '日'
  return clock.remindBefore > 0 ? `提前 ${clock.remindBefore} ${unit}` : '当日'
}
