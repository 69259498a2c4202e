// Dates as the authority writes them. Days are civil dates of China ("2026-05-08"); working days come from the server,
// which alone knows the holiday calendar; here they are only counted where a list of days off is given.

const kDay = 86_400_000
const kZone = 'Asia/Shanghai'

let serverDay = ''

/** The server tells its legal day with every answer (X-Legal-Day): the clock of this machine may be wrong. */
export function noteServerDay(day: string | null) {
  if (day) serverDay = day
}

/** The server's legal day, "YYYY-MM-DD"; before its first answer, the day in China by this machine's clock. */
export function today(): string {
  return serverDay || dayOf(new Date())
}

/** The day in China of an instant. */
export function dayOf(now: Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: kZone, dateStyle: 'short' }).format(now)
  return parts
}

function dayNumber(day: string): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / kDay
}

/** Days from one date to another; negative when `to` lies before. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** "2026年5月8日"; what is not a date stays as it is, nothing becomes "—". */
export function longDate(day: string | null | undefined): string {
  if (!day) return '—'
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(day)
  return match ? `${match[1]}年${Number(match[2])}月${Number(match[3])}日` : day
}

/** "2026-05-08" of a date or an instant (instants in China's time). */
export function shortDate(value: string | null | undefined): string {
  if (!value) return '—'
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return value
  const instant = new Date(value)
  return Number.isNaN(instant.getTime()) ? value : dayOf(instant)
}

/** "2026-05-08 09:30" of an instant, China's time. */
export function dateTime(value: string | null | undefined): string {
  if (!value) return '—'
  const instant = new Date(value)
  if (Number.isNaN(instant.getTime())) return value
  const time = new Intl.DateTimeFormat('zh-CN', { timeZone: kZone, hour: '2-digit', minute: '2-digit', hour12: false })
  return `${dayOf(instant)} ${time.format(instant)}`
}

/** Working days after `from` up to and with `to`, given days off and weekend days worked; negative when overdue. */
export function workdaysBetween(
  from: string,
  to: string,
  off: ReadonlySet<string> = new Set(),
  worked: ReadonlySet<string> = new Set(),
): number {
  const sign = to < from ? -1 : 1
  const [first, last] = sign > 0 ? [dayNumber(from), dayNumber(to)] : [dayNumber(to), dayNumber(from)]
  let count = 0
  for (let day = first + 1; day <= last; ++day) {
    const date = new Date(day * kDay)
    const iso = date.toISOString().slice(0, 10)
    const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6
    if ((weekend && worked.has(iso)) || (!weekend && !off.has(iso))) ++count
  }
  return sign * count
}

export type Urgency = 'good' | 'warn' | 'bad'

/** Countdown in words and how urgent it is. `unit` says what is counted: 天 or 个工作日. */
export function countdown(left: number, unit: '天' | '个工作日' = '个工作日'): { text: string; urgency: Urgency } {
  if (left < 0) return { text: `已逾期 ${-left} ${unit}`, urgency: 'bad' }
  if (left === 0) return { text: '今日到期', urgency: 'warn' }
  return { text: `还剩 ${left} ${unit}`, urgency: left <= 2 ? 'warn' : 'good' }
}
