import { mount } from '@vue/test-utils'
import { describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { ApiProblem } from '@shared/api/problem'
import DataTable from '@shared/components/DataTable.vue'
import FormField from '@shared/components/FormField.vue'
import StateView from '@shared/components/StateView.vue'
import { useSubmit } from '@shared/composables/useSubmit'

describe('StateView', () => {
  const content = { slots: { default: '<p class="content">rows</p>' } }

  test('a missing right is named, with who grants it', () => {
    const problem = new ApiProblem({ title: '没有进行这项操作的权限（publish.act）', status: 403, code: 'ACCS-0201' })
    const text = mount(StateView, { props: { problem }, ...content }).text()
    expect(text).toContain('公示与撤下')
    expect(text).toContain('安全管理员')
    expect(text).not.toContain('rows')
  })

  test('a failed reload keeps what was there', () => {
    const problem = new ApiProblem({ title: '连接不上服务器', code: 'WEB-0001' })
    const view = mount(StateView, { props: { problem, hasContent: true }, ...content })
    expect(view.text()).toContain('rows')
    expect(view.text()).toContain('先前读到')
  })

  test('loading never blanks a page that has content', () => {
    expect(mount(StateView, { props: { loading: true, hasContent: true }, ...content }).text()).toBe('rows')
    expect(
      mount(StateView, { props: { loading: true }, ...content })
        .find('.skeleton')
        .exists(),
    ).toBe(true)
  })

  test('nothing to show says so in the words of the page', () => {
    const text = mount(StateView, { props: { empty: true, emptyTitle: '本期没有迟报' }, ...content }).text()
    expect(text).toContain('本期没有迟报')
  })

  test('retrying is offered for failures only', async () => {
    const failed = mount(StateView, { props: { problem: new ApiProblem({ title: '坏了', status: 500 }) } })
    await failed.find('button').trigger('click')
    expect(failed.emitted('retry')).toHaveLength(1)
    const gone = mount(StateView, { props: { problem: new ApiProblem({ title: '没有', status: 404 }) } })
    expect(gone.find('button').exists()).toBe(false)
  })
})

describe('DataTable', () => {
  const props = {
    columns: [
      { key: 'name', title: '名称', sortable: true, always: true },
      { key: 'count', title: '条数', numeric: true },
      { key: 'secret', title: '备注', hidden: true },
    ],
    rows: [
      { id: 1, name: '<b>甲</b>', count: 3, secret: 'x' },
      { id: 2, name: '乙', count: null, secret: 'y' },
    ],
    rowKey: (row: { id: number }) => row.id,
    caption: '批次',
  }

  test('shows text as text, empty values as a dash, hidden columns not at all', () => {
    const table = mount(DataTable, { props } as never)
    expect(table.text()).toContain('<b>甲</b>')
    expect(table.findAll('tbody tr')[1]!.text()).toContain('—')
    expect(table.text()).not.toContain('备注')
    expect(table.find('td').attributes('data-label')).toBe('名称')
  })

  test('sorting goes up, then down, and says so', async () => {
    const table = mount(DataTable, { props: { ...props, sort: 'name' } } as never)
    expect(table.find('th').attributes('aria-sort')).toBe('ascending')
    await table.find('th button').trigger('click')
    expect(table.emitted('update:sort')).toEqual([['-name']])
  })

  test('selecting all of a page keeps what was selected elsewhere', async () => {
    const table = mount(DataTable, { props: { ...props, selectable: true, selected: [9] } } as never)
    await table.find('thead input').trigger('change')
    expect(table.emitted('update:selected')).toEqual([[[9, 1, 2]]])
  })
})

describe('FormField', () => {
  test('binds label, hint and error to its control', () => {
    const field = mount(FormField, {
      props: { id: 'wsh', label: '文书号', required: true, hint: '如示卫罚〔2026〕1号', error: '请填写文书号' },
      slots: { default: '<template #default="control"><input v-bind="control" /></template>' },
    })
    const input = field.find('input')
    expect(field.find('label').attributes('for')).toBe('wsh')
    expect(input.attributes('aria-invalid')).toBe('true')
    expect(input.attributes('aria-describedby')).toBe('wsh-hint wsh-error')
  })
})

describe('useSubmit', () => {
  test('a double click sends once', async () => {
    let finish = () => {}
    const send = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)))
    const form = useSubmit(send)
    const first = form.submit()
    await nextTick()
    expect(await form.submit()).toBe(false)
    finish()
    expect(await first).toBe(true)
    expect(send).toHaveBeenCalledTimes(1)
  })

  test('without an answer the repetition has the same key, after a refusal another one', async () => {
    const keys: string[] = []
    const outcomes = [
      new ApiProblem({ title: '断了', code: 'WEB-0001' }),
      new ApiProblem({ title: '不行', status: 422, errors: [{ field: 'a', code: 'X-1', message: '甲不对' }] as never }),
      null,
    ]
    const form = useSubmit((key) => {
      keys.push(key)
      const outcome = outcomes.shift()
      return outcome ? Promise.reject(outcome) : Promise.resolve()
    })
    await form.submit()
    await form.submit()
    expect(form.errorOf('a')).toBe('甲不对')
    await form.submit()
    expect(form.errors.value).toEqual([])
    expect(keys[0]).toBe(keys[1])
    expect(keys[2]).not.toBe(keys[1])
  })

  test('own checks come first and nothing is sent', async () => {
    const send = vi.fn(() => Promise.resolve())
    const form = useSubmit(send, () => [{ field: 'x', message: '请填写' }])
    expect(await form.submit()).toBe(false)
    expect(send).not.toHaveBeenCalled()
  })
})
