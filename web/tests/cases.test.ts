// Parts of the pages of procedures: words of clocks, claims of an objection, the panel of steps.
import { mount } from '@vue/test-utils'
import { describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import ActionPanel from '../shared/cases/ActionPanel.vue'
import CaseTimeline from '../shared/cases/CaseTimeline.vue'
import { readClaims, writeClaims } from '../shared/cases/claims'
import ClockCard from '../shared/cases/ClockCard.vue'
import DifferenceTable from '../shared/cases/DifferenceTable.vue'
import type { CaseAction, CaseClock } from '../shared/cases/types'
import { clockWords, orderedClocks } from '../shared/cases/words'

const clock = (part: Partial<CaseClock>): CaseClock => ({
  id: 'objection-decide',
  period: false,
  duty: 'authority',
  open: true,
  held: false,
  extended: false,
  extensionAsked: false,
  closedOn: null,
  title: '异议处理决定',
  start: '2026-05-08',
  due: '2026-05-19',
  daysLeft: 11,
  paused: false,
  overdue: false,
  provisional: false,
  explanation: '自 2026-05-08 起第 7 个工作日',
  source: '第四十二条',
  ...part,
})
const needs = { reason: false, until: false, papers: [], attachments: [] }
const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('clocks in words', () => {
  test('running, standing, overdue and closed are told apart by words', () => {
    expect(clockWords(clock({})).text).toBe('还剩 11 天')
    expect(clockWords(clock({ daysLeft: 0 })).text).toBe('今日到期')
    expect(clockWords(clock({ paused: true })).text).toBe('暂停计时')
    expect(clockWords(clock({ overdue: true, daysLeft: -3 }))).toEqual({ text: '已逾期 3 天', urgency: 'bad' })
    expect(clockWords(clock({ open: false, closedOn: '2026-05-12' })).text).toBe('已于2026年5月12日结束')
  })

  test('what runs stands first, what is closed last', () => {
    const order = orderedClocks([
      clock({ title: 'closed', open: false, closedOn: '2026-05-09' }),
      clock({ title: 'paused', paused: true }),
      clock({ title: 'runs' }),
    ])
    expect(order.map((one) => one.title)).toEqual(['runs', 'paused', 'closed'])
  })

  test('the card says last day, arithmetic, source and that a day is provisional', () => {
    const card = mount(ClockCard, { props: { clocks: [clock({ provisional: true })] } })
    for (const words of ['2026年5月19日', '第 7 个工作日', '第四十二条', '暂定', '当日不计']) {
      expect(card.text()).toContain(words)
    }
  })
})

describe('claims of an objection', () => {
  test('what is written is read back', () => {
    const claims = [{ label: '罚款金额（万元）', now: '2.0', should: '1.0' }]
    const text = writeClaims(claims, '决定书载明 1.0 万元。\n见附件。')
    expect(text.split('\n')[0]).toBe('【罚款金额（万元）】现为“2.0”，应为“1.0”')
    const back = readClaims(text)
    expect(back.claims).toEqual([{ id: '罚款金额（万元）', label: '罚款金额（万元）', before: '2.0', after: '1.0' }])
    expect(back.words).toBe('决定书载明 1.0 万元。\n见附件。')
  })

  test('quotes and line breaks within a value do not tear the line apart', () => {
    const text = writeClaims([{ label: '事由', now: '“甲”\n乙', should: '丙”，应为“丁' }], '')
    const back = readClaims(text)
    expect(back.claims).toHaveLength(1)
    expect(back.claims[0]!.before).toBe('"甲" 乙')
    expect(back.claims[0]!.after).toBe('丙"，应为"丁')
  })

  test('words alone stay words', () => {
    expect(readClaims('【不是主张】只是说明')).toEqual({ claims: [], words: '【不是主张】只是说明' })
  })
})

describe('differences', () => {
  test('a changed line carries sign and words; same lines come on demand', async () => {
    const rows = [
      { id: 'a', label: '文号', before: '示〔2026〕1号', after: '示〔2026〕1号' },
      { id: 'b', label: '金额', before: '2.0', after: '1.0' },
    ]
    const table = mount(DifferenceTable, { props: { rows, caption: '对照' } })
    expect(table.text()).toContain('有 1 处不同')
    expect(table.findAll('tbody tr')).toHaveLength(1)
    expect(table.find('del').text()).toBe('2.0')
    expect(table.find('ins').text()).toBe('1.0')
    await table.find('button').trigger('click')
    expect(table.findAll('tbody tr')).toHaveLength(2)
  })
})

describe('steps of a case', () => {
  const actions: CaseAction[] = [
    { step: 'accept', title: '受理', needs, refused: null },
    { step: 'refuse', title: '不予受理', needs: { ...needs, reason: true, attachments: ['核查记录'] }, refused: null },
    { step: 'decide', title: '作出决定', needs, refused: { code: 'WFLW-0016', text: '核查人不能作出决定' } },
  ]

  test('a refused step is shown with its reason and cannot be chosen', () => {
    const panel = mount(ActionPanel, { props: { actions, send: async () => undefined } })
    expect(panel.text()).toContain('核查人不能作出决定')
    expect(panel.find('#step-decide').attributes('disabled')).toBeDefined()
  })

  test('nothing is sent before what the step needs is there; then exactly that', async () => {
    const send = vi.fn(async () => undefined)
    const panel = mount(ActionPanel, { props: { actions, send }, attachTo: document.body })
    await panel.find('form').trigger('submit')
    expect(panel.text()).toContain('请选择办理方式')
    await panel.find('#step-refuse').setValue()
    await panel.find('form').trigger('submit')
    await nextTick()
    expect(panel.text()).toContain('请写明理由')
    expect(panel.text()).toContain('请上传“核查记录”')
    expect(send).not.toHaveBeenCalled()
    await panel.find('#reason').setValue('  不属于本单位提供的信息  ')
    await panel.find('#paper-copy-核查记录').setValue(true)
    await panel.find('form').trigger('submit')
    await settled()
    expect(send).toHaveBeenCalledWith(
      { step: 'refuse', reason: '不属于本单位提供的信息', papers: [], attachments: ['核查记录'] },
      expect.any(String),
    )
    panel.unmount()
  })

  test('a single open step is chosen already', () => {
    const panel = mount(ActionPanel, { props: { actions: actions.slice(0, 1), send: async () => undefined } })
    expect(panel.find('button[type=submit]').text()).toBe('受理')
  })
})

test('the way of a case ends with where it stands', () => {
  const rows = [
    {
      version: 1,
      at: '2026-05-08T01:00:00Z',
      step: 'file',
      title: '提出异议申请',
      office: null,
      role: 'subject',
      roleName: '信用主体',
      actor: null,
      reason: '金额有误',
    },
  ]
  const line = mount(CaseTimeline, { props: { rows, now: '维持公示', final: true } })
  expect(line.text()).toContain('理由：金额有误')
  expect(line.findAll('li').at(-1)!.text()).toBe('办理结果：维持公示')
})
