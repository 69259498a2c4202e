import { beforeEach, describe, expect, test, vi } from 'vitest'
import { defineComponent, nextTick, reactive, ref } from 'vue'
import { mount } from '@vue/test-utils'

const { PUT, DELETE, GET } = vi.hoisted(() => ({ PUT: vi.fn(), DELETE: vi.fn(), GET: vi.fn() }))
vi.mock('@shared/api/client', () => ({
  api: { PUT, DELETE, GET },
  call: (pending: unknown) => pending,
  asProblem: (error: unknown) => error,
}))
const { useDraft } = await import('@shared/composables/useDraft')
const { useBatchRows } = await import('../console/pages/collect/useBatchRows')

/** Answers that come when the test says so. */
function later<T>() {
  let resolve!: (value: T) => void
  let reject!: (why: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
const kLocal = 'medcredit.draft.t'
const sent = () => PUT.mock.calls.map(([, options]) => options.body.content as unknown)

async function form() {
  const model = reactive({ text: '' })
  let draft!: ReturnType<typeof useDraft>
  const wrapper = mount(
    defineComponent({
      setup() {
        draft = useDraft('t', model)
        return () => null
      },
    }),
  )
  await draft.ready
  return { model, draft, wrapper }
}
async function type(model: { text: string }, text: string) {
  model.text = text
  await nextTick()
}
/** Lets everything that waits for nothing more go on. */
const settle = () => new Promise((resolve) => setTimeout(resolve))

beforeEach(() => {
  sessionStorage.clear()
  for (const one of [PUT, DELETE, GET]) one.mockReset().mockResolvedValue({})
})

describe('drafts', () => {
  test('what is typed while an older state is being saved stays in the tab until it is saved too', async () => {
    const { model, draft } = await form()
    const first = later<object>()
    const second = later<object>()
    PUT.mockReturnValueOnce(first.promise).mockReturnValueOnce(second.promise)
    await type(model, '甲')
    const saving = draft.save()
    await type(model, '甲乙')
    first.resolve({})
    await settle()
    expect(JSON.parse(sessionStorage.getItem(kLocal)!)).toEqual({ text: '甲乙' })
    expect(draft.state.value).toBe('草稿正在保存…')
    second.resolve({})
    await saving
    expect(sent()).toEqual([{ text: '甲' }, { text: '甲乙' }])
    expect(sessionStorage.getItem(kLocal)).toBeNull()
    expect(draft.state.value).toMatch(/^草稿已保存/)
  })

  test('nothing is said to be saved once more was typed', async () => {
    const { model, draft } = await form()
    await type(model, '甲')
    await draft.save()
    expect(draft.state.value).toMatch(/^草稿已保存/)
    await type(model, '甲乙')
    expect(draft.state.value).toBe('草稿正在保存…')
  })

  test('a refusal keeps the content here, and being on line again sends it', async () => {
    const { model, draft } = await form()
    PUT.mockRejectedValueOnce(new Error('offline'))
    await type(model, '甲')
    await draft.save()
    expect(draft.state.value).toBe('草稿暂存在本页，恢复连接后保存')
    expect(JSON.parse(sessionStorage.getItem(kLocal)!)).toEqual({ text: '甲' })
    window.dispatchEvent(new Event('online'))
    await settle()
    expect(draft.state.value).toMatch(/^草稿已保存/)
  })

  test('dropping it in mid-saving: it is deleted after the saving, and stays away', async () => {
    const { model, draft } = await form()
    const running = later<object>()
    PUT.mockReturnValueOnce(running.promise)
    await type(model, '甲')
    void draft.save()
    const dropping = draft.discard()
    await settle()
    expect(DELETE).not.toHaveBeenCalled()
    running.resolve({})
    await dropping
    expect(DELETE).toHaveBeenCalledOnce()
    expect(draft.state.value).toBe('')
  })

  test('a draft put back is no change: it is said to be restored, and not sent again', async () => {
    GET.mockResolvedValue({ content: { text: '甲' } })
    const { draft, wrapper } = await form()
    await settle()
    expect(draft.state.value).toBe('已恢复上次的草稿')
    wrapper.unmount()
    await settle()
    expect(PUT).not.toHaveBeenCalled()
  })

  test('what only this tab had is restored and brought to the server', async () => {
    sessionStorage.setItem(kLocal, JSON.stringify({ text: '甲乙' }))
    GET.mockResolvedValue({ content: { text: '甲' } })
    const { model, draft, wrapper } = await form()
    expect(model.text).toBe('甲乙')
    expect(draft.restored.value).toBe(true)
    wrapper.unmount()
    await settle()
    expect(sent()).toEqual([{ text: '甲乙' }])
  })
})

describe('rows of a batch', () => {
  test('who wants rows that are on their way waits for them', async () => {
    const answer = later<{ items: { row: number }[] }>()
    GET.mockReturnValueOnce(answer.promise)
    const rows = useBatchRows(ref('B1'))
    void rows.want([4, 5])
    let there: number[] = []
    const all = rows.wantAll([4]).then(() => (there = [...rows.cache.value.keys()]))
    await settle()
    expect(there).toEqual([])
    answer.resolve({ items: [{ row: 4 }, { row: 5 }] })
    await all
    expect(there).toEqual([4, 5])
    expect(GET).toHaveBeenCalledOnce()
  })
})
