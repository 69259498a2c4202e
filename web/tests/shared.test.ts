import { describe, expect, test } from 'vitest'
import { problemOf, asProblem, ApiProblem } from '@shared/api/problem'
import { sortRows } from '@shared/components/columns'
import {
  countdown,
  dateTime,
  daysBetween,
  longDate,
  noteServerDay,
  shortDate,
  today,
  workdaysBetween,
} from '@shared/lib/dates'
import { fileSize, number, percent, permissionLabel, roleLabel } from '@shared/lib/text'

describe('dates', () => {
  test('days are civil days, also over the end of February and of the year', () => {
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2)
    expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1)
    expect(daysBetween('2026-05-08', '2026-05-01')).toBe(-7)
  })

  test('working days leave out weekends and holidays and count the days worked instead', () => {
    // Labour Day 2026: 1 to 5 May off, Saturday 9 May worked.
    const off = new Set(['2026-05-01', '2026-05-04', '2026-05-05'])
    const worked = new Set(['2026-05-09'])
    expect(workdaysBetween('2026-04-27', '2026-05-09', off, worked)).toBe(7)
    expect(workdaysBetween('2026-05-08', '2026-05-11')).toBe(1)
    expect(workdaysBetween('2026-05-11', '2026-05-08')).toBe(-1)
    expect(workdaysBetween('2026-05-08', '2026-05-08')).toBe(0)
  })

  test('a countdown says overdue, today and days left, with its urgency', () => {
    expect(countdown(-3)).toEqual({ text: '已逾期 3 个工作日', urgency: 'bad' })
    expect(countdown(0)).toEqual({ text: '今日到期', urgency: 'warn' })
    expect(countdown(2).urgency).toBe('warn')
    expect(countdown(30, '天')).toEqual({ text: '还剩 30 天', urgency: 'good' })
  })

  test('the legal day is the server’s, whatever this machine thinks', () => {
    noteServerDay('2026-05-08')
    expect(today()).toBe('2026-05-08')
    noteServerDay(null)
    expect(today()).toBe('2026-05-08')
  })

  test('instants are shown in China’s time, dates as they are, nothing as a dash', () => {
    expect(dateTime('2026-05-08T16:30:00Z')).toBe('2026-05-09 00:30')
    expect(shortDate('2026-05-08')).toBe('2026-05-08')
    expect(shortDate('2026-05-08T16:30:00Z')).toBe('2026-05-09')
    expect(longDate('2026-05-08')).toBe('2026年5月8日')
    expect(longDate(null)).toBe('—')
    expect(longDate('长期')).toBe('长期')
  })
})

describe('texts', () => {
  test('numbers, rates and sizes', () => {
    expect(number(12480)).toBe('12,480')
    expect(number(null)).toBe('—')
    expect(percent('0.9137')).toBe('91.4%')
    expect(percent(null)).toBe('—')
    expect(percent('91.37%')).toBe('91.37%')
    expect(fileSize(1536)).toBe('1.5 KB')
  })

  test('roles and permissions have names; unknown ones stay readable', () => {
    expect(roleLabel('central-desk')).toBe('归口部门')
    expect(roleLabel('new-role')).toBe('new-role')
    expect(permissionLabel('publish.act')).toBe('公示与撤下')
  })
})

describe('problems', () => {
  test('problem details keep code, remedy and fields', () => {
    const problem = problemOf(422, {
      title: '有 1 处错误',
      status: 422,
      code: 'HTTP-0025',
      requestId: 'q-1',
      type: 'about:blank',
      errors: [{ field: 'values.CF_WSH', code: 'FILE-1', message: '必填项为空' }],
    })
    expect(problem).toMatchObject({ status: 422, code: 'HTTP-0025', requestId: 'q-1' })
    expect(problem.fields[0]?.message).toBe('必填项为空')
  })

  test('an answer that is no problem document still says something in Chinese', () => {
    expect(problemOf(502, '<html>').message).toBe('服务器没有完成这次请求')
    expect(problemOf(418, null).message).toContain('418')
  })

  test('a lost network is told from a fault of the page', () => {
    expect(asProblem(new TypeError('Failed to fetch')).offline).toBe(true)
    expect(asProblem(new Error('x')).offline).toBe(false)
    const same = new ApiProblem({ title: '甲' })
    expect(asProblem(same)).toBe(same)
  })
})

describe('sorting', () => {
  const rows = [
    { n: 3, t: '乙' },
    { n: 20, t: '甲' },
    { n: null, t: '' },
  ]
  test('numbers as numbers, empty values last in both directions', () => {
    expect(sortRows(rows, 'n').map((row) => row.n)).toEqual([3, 20, null])
    expect(sortRows(rows, '-n').map((row) => row.n)).toEqual([20, 3, null])
    expect(sortRows(rows, '').map((row) => row.n)).toEqual([3, 20, null])
  })
})
