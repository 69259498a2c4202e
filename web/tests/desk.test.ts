import { describe, expect, test } from 'vitest'
import { lastMonths, periodNamed, periodOf } from '../console/components/periods'
import { dayKind, monthsOf, workdaysIn } from '../console/pages/rules/calendar'
import { previewOf, type DueItem } from '../console/pages/publicity/publicity'
import { grouped, kRates, rateText, sumOf, type Counts } from '../console/pages/statistics/rates'
import { byRegion, columnsOf, nowCell, onTime, rateCell, type BoardRow } from '../console/pages/timeliness/board'
import { isMine, placeOf, subjectOf, sumOf as arithmeticOf, workdaysOf, type Duty } from '../console/pages/todo/duties'
import { figuresOf, timeOfDay, type Job } from '../console/pages/jobs/jobs'
import { isDefaultSource, sourceText } from '../shared/lib/sources'

const duty = (change: Partial<Duty> = {}): Duty => ({
  kind: 'report',
  kindLabel: '报送',
  group: 'overdue',
  groupLabel: '已逾期',
  state: 'missing',
  entry: 'CF-ORG',
  entryName: '行政处罚信息',
  unit: 'zfdd',
  unitName: '监督执法大队',
  person: '李测试丙',
  ref: '示卫执罚〔2026〕45号',
  event: '2026-04-03',
  due: '2026-04-15',
  provisional: false,
  overdueWorkdays: 14,
  workdaysLeft: 0,
  record: null,
  explanation:
    '2026-04-03（周五）起算，次日为第1日；第1个工作日为2026-04-07；第7个工作日为2026-04-15（周三），当日24:00截止。',
  ...change,
})
const counts = (change: Partial<Counts> = {}): Counts => ({
  unit: 'a',
  unitName: '甲科',
  entry: 'CF-ORG',
  received: 10,
  compliant: 9,
  late: 2,
  concealed: 0,
  wrong: 0,
  expected: 10,
  complianceRate: '0.9000',
  lateRate: '0.2000',
  concealmentRate: '0.0000',
  manual: 0,
  file: 9,
  feed: 0,
  ...change,
})

describe('duties', () => {
  const clerk = { name: '王示例', unit: 'zfdd', may: (permission: string) => permission === 'collect.enter' }
  const desk = { name: '示例归口', unit: 'spk', may: (permission: string) => permission === 'publish.act' }

  test('mine: named person, own office for the clerk, publication for the desk', () => {
    expect(isMine(duty(), clerk)).toBe(true)
    expect(isMine(duty({ unit: 'other' }), clerk)).toBe(false)
    expect(isMine(duty({ unit: 'other', person: '王示例' }), clerk)).toBe(true)
    expect(isMine(duty(), desk)).toBe(false)
    expect(isMine(duty({ kind: 'publish' }), desk)).toBe(true)
  })

  test('a line leads to its record, else to the upload page, else to what is open', () => {
    expect(placeOf(duty({ record: 'R5' }), clerk)).toEqual({ path: '/records/R5' })
    expect(placeOf(duty(), clerk)).toEqual({ path: '/collect/CF-ORG', query: { unit: 'zfdd' } })
    expect(placeOf(duty(), desk)).toMatchObject({ name: 'timeliness-cell' })
  })

  test('the arithmetic takes the number of the closing clause; provisional days say so', () => {
    expect(arithmeticOf(duty())).toBe('2026-04-03 ＋ 7 个工作日 ＝ 2026-04-15')
    expect(arithmeticOf(duty({ provisional: true }))).toContain('（暂定）')
    expect(arithmeticOf(duty({ explanation: '当月最后一日' }))).toBe('2026-04-03 → 2026-04-15')
  })

  test('what is overdue counts backwards, at least one day', () => {
    expect(workdaysOf(duty())).toBe(-14)
    expect(workdaysOf(duty({ overdueWorkdays: 0 }))).toBe(-1)
    expect(workdaysOf(duty({ group: 'week', workdaysLeft: 2 }))).toBe(2)
    expect(subjectOf(duty({ record: 'R5', ref: 'R5 示卫罚1号' }))).toBe('示卫罚1号')
    expect(subjectOf(duty({ record: 'R5', ref: 'R5' }))).toBe('R5')
  })
})

describe('board', () => {
  test('red only for what is overdue and still missing', () => {
    expect(nowCell('a', 'x', [duty()], true).band).toBe('late')
    expect(nowCell('a', 'x', [duty({ group: 'today' })], true).band).toBe('soon')
    expect(nowCell('a', 'x', [duty({ group: 'later' })], true).band).toBe('calm')
    expect(nowCell('a', 'x', [], true).band).toBe('clear')
    expect(nowCell('a', 'x', [], false).band).toBe('none')
    expect(rateCell('a', 'x', counts({ late: 10 })).band).toBe('soon')
    expect(rateCell('a', 'x', counts({ late: 0 })).band).toBe('clear')
    expect(rateCell('a', 'x', counts({ concealed: 1 })).band).toBe('late')
  })

  test('not everything in time never reads 100 %; nothing received but something missing is shown', () => {
    expect(rateCell('a', 'x', counts({ received: 10000, late: 1 })).figure).toBe('99.9%')
    expect(rateCell('a', 'x', counts({ received: 0, late: 0, concealed: 6 })).figure).toBe('缺 6')
    expect(rateCell('a', 'x', counts({ received: 0, late: 0 })).figure).toBe('—')
    expect(onTime({ received: 0, late: 0 })).toBeNull()
  })

  test('columns in the order of the catalogue, unknown ones last; counties as groups only when there are several', () => {
    const unit = { id: 'a', name: '甲', region: '410300', usc: null, entries: ['B'], contacts: [] }
    expect(columnsOf([unit], [{ entry: 'Z' }, { entry: 'A' }], ['A', 'B', 'C'])).toEqual(['A', 'B', 'Z'])
    const row = (region: string): BoardRow => ({ unit: region, name: region, region, cells: [] })
    expect(byRegion([row('1')], (code) => code)[0]?.name).toBe('')
    expect(byRegion([row('1'), row('2'), row('1')], (code) => `区${code}`).map((one) => one.name)).toEqual([
      '区1',
      '区2',
    ])
  })
})

describe('rates', () => {
  test('groups add up to their total', () => {
    const groups = [
      counts(),
      counts({ entry: 'XK-ORG', received: 30, compliant: 30, late: 0, expected: 33, concealed: 3 }),
    ]
    const byUnit = grouped(groups, 'unit')
    expect(byUnit).toHaveLength(1)
    expect(byUnit[0]).toMatchObject({
      received: 40,
      late: 2,
      concealed: 3,
      expected: 43,
      unitName: '甲科',
      entry: null,
    })
    expect(byUnit[0]?.lateRate).toBe('0.0500')
    expect(grouped(groups, 'entry').map((one) => one.entry)).toEqual(['CF-ORG', 'XK-ORG'])
    expect(sumOf([], null, null).complianceRate).toBeNull()
  })

  test('neither rounded up to 100 % nor down to 0', () => {
    const [compliance, late] = kRates
    expect(rateText(compliance!, counts({ received: 100000, compliant: 99999 }))).toBe('99.9%')
    expect(rateText(compliance!, counts({ received: 10, compliant: 10 }))).toBe('100.0%')
    expect(rateText(late!, counts({ received: 100000, late: 1 }))).toBe('<0.1%')
    expect(rateText(late!, counts({ received: 0, late: 0 }))).toBe('—')
  })
})

describe('periods and calendar', () => {
  test('periods go over the turn of the year', () => {
    expect(periodNamed('last-month', '2026-01-15')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
    expect(periodNamed('last-quarter', '2026-02-01')).toEqual({ from: '2025-10-01', to: '2025-12-31' })
    expect(periodNamed('month', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
    expect(periodOf('', '', '2026-05-08')).toBe('all')
    expect(periodOf('2026-05-02', '', '2026-05-08')).toBe('own')
    expect(lastMonths(3, '2026-02-01').map((month) => month.label)).toEqual(['2025-12', '2026-01', '2026-02'])
  })

  test('days off, make-up days and a year without table', () => {
    const year = {
      year: 2026,
      source: '通知',
      breaks: [{ name: '春节', from: '2026-02-15', to: '2026-02-23' }],
      weekdaysOff: ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-23'],
      weekendsWorked: ['2026-02-14', '2026-02-28'],
    }
    expect(dayKind('2026-02-14', year)).toEqual({ kind: 'makeup', name: '调休上班' })
    expect(dayKind('2026-02-15', year)).toEqual({ kind: 'holiday', name: '春节' })
    expect(dayKind('2026-02-24', year).kind).toBe('work')
    expect(dayKind('2026-02-07', year).kind).toBe('rest')
    const months = monthsOf(2026, year)
    expect(workdaysIn([months[1]!])).toBe(16)
    expect(months.every((month) => month.weeks.every((week) => week.length === 7))).toBe(true)
    expect(workdaysIn([monthsOf(2027, undefined)[1]!])).toBe(20)
  })
})

describe('words', () => {
  test('sources name the document and drop file names and lines', () => {
    expect(sourceText('003_f4e4965c2585fd3d.txt 第二十五条')).toBe(
      '《海南省医疗卫生信用信息管理办法（试行）》第二十五条',
    )
    expect(sourceText('000_d53bbf40e741ace9.txt 附件 L102-103、L228-229')).toBe(
      '《洛阳市卫生健康委员会关于进一步责任分解做好信用信息归集工作的通知》附件',
    )
    expect(isDefaultSource('default: 默认值（依据未规定）；沿用某条')).toBe(true)
    expect(sourceText('default: 默认值（依据未规定）；沿用某条')).toBe('沿用某条')
    expect(isDefaultSource('某文 五；起算日默认值（依据未规定）')).toBe(false)
    expect(sourceText('某文 五；起算日默认值（依据未规定）')).toContain('起算日默认值（依据未规定）')
  })

  test('preview by entry with what is late', () => {
    const item = (entry: string, due: string) => ({ entry, entryName: entry, due, channels: ['信用洛阳'] }) as DueItem
    expect(
      previewOf([item('A', '2026-05-07'), item('A', '2026-05-08'), item('B', '2026-05-09')], '2026-05-08'),
    ).toEqual([
      { entry: 'A', entryName: 'A', count: 2, overdue: 1, channels: ['信用洛阳'] },
      { entry: 'B', entryName: 'B', count: 1, overdue: 0, channels: ['信用洛阳'] },
    ])
  })

  test('figures of a job in words, structures left out', () => {
    const job = { state: 'done', result: { rows: 1200, lateRate: '0.6168', duties: {}, strange: 1 } } as unknown as Job
    expect(figuresOf(job)).toEqual([
      { label: '总行数', text: '1,200' },
      { label: '迟报率', text: '61.7%' },
    ])
    expect(timeOfDay(125)).toBe('02:05')
  })
})
