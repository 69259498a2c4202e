// Words of clocks and steps, the same for the subject, the office and the printed page.
import { countdown, longDate, type Urgency } from '../lib/dates'
import type { CaseClock } from './types'

export interface ClockWords {
  text: string
  urgency: Urgency | ''
}

/** Days left in words and how urgent that is; a closed or standing clock is never urgent. */
export function clockWords(clock: CaseClock): ClockWords {
  if (!clock.open) return { text: clock.closedOn ? `已于${longDate(clock.closedOn)}结束` : '已结束', urgency: '' }
  if (clock.paused) return { text: '暂停计时', urgency: '' }
  if (clock.overdue) return { text: countdown(Math.min(-1, clock.daysLeft), '天').text, urgency: 'bad' }
  const left = countdown(Math.max(0, clock.daysLeft), '天')
  // The end of a period is no duty.
  return clock.period ? { text: left.text, urgency: '' } : left
}

/** Clocks that run first, then those that stand, then the closed ones, newest first. */
export function orderedClocks(clocks: readonly CaseClock[]): CaseClock[] {
  const rank = (clock: CaseClock) => (!clock.open ? 2 : clock.paused ? 1 : 0)
  return [...clocks].sort((a, b) => rank(a) - rank(b) || b.start.localeCompare(a.start))
}
