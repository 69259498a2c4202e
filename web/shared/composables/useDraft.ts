// Keeps what is typed: on the server (private to the user, survives the session) and, until that has happened, in this
// tab. `model` is a reactive object that can be written as JSON; never passwords or identity numbers of others.
import { onBeforeUnmount, ref, toRaw, watch, type Ref } from 'vue'
import { api, call } from '../api/client'

export interface DraftState {
  /** "" nothing kept yet, else words for the form's bar. */
  state: Ref<string>
  /** A draft from an earlier visit was put into the model. */
  restored: Ref<boolean>
  save: () => Promise<void>
  /** After the form went through, or when the user starts over. */
  discard: () => Promise<void>
  ready: Promise<void>
}

const kPause = 1500
const kOwn = 'medcredit.draft.'

export function useDraft(key: string, model: Record<string, unknown>): DraftState {
  const state = ref('')
  const restored = ref(false)
  const local = kOwn + key
  let timer: ReturnType<typeof setTimeout> | undefined
  let watching = false
  /** Something here is not on the server yet. */
  let dirty = false
  let running: Promise<void> | undefined
  /** The content as it was restored or last saved: the same again is no change. */
  let known = ''
  /** Counts what was dropped: an answer of before says nothing any more. */
  let age = 0

  const content = () => JSON.parse(JSON.stringify(toRaw(model))) as Record<string, unknown>
  const clock = () =>
    new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date())

  function keepHere() {
    try {
      sessionStorage.setItem(local, JSON.stringify(content()))
    } catch {
      // Full or forbidden: the server's copy is the one that counts.
    }
  }

  /** Not on the server as it stands: kept in this tab, and sent when the typing rests. */
  function changed() {
    dirty = true
    state.value = '草稿正在保存…'
    keepHere()
    clearTimeout(timer)
    timer = setTimeout(() => void save(), kPause)
  }

  /** One request at a time; what is typed while it runs goes with the next, and stays in this tab until then. */
  async function write() {
    const mine = age
    while (dirty && mine === age) {
      dirty = false
      state.value = '草稿正在保存…'
      const sent = content()
      try {
        await call(api.PUT('/api/drafts/{key}', { params: { path: { key } }, body: { content: sent } }))
      } catch {
        if (mine !== age) return
        dirty = true
        state.value = '草稿暂存在本页，恢复连接后保存'
        return
      }
      if (dirty || mine !== age) continue
      known = JSON.stringify(sent)
      sessionStorage.removeItem(local)
      state.value = `草稿已保存 ${clock()}`
    }
  }

  function save(): Promise<void> {
    clearTimeout(timer)
    if (dirty && !running) running = write().finally(() => (running = undefined))
    return running ?? Promise.resolve()
  }

  async function discard() {
    clearTimeout(timer)
    ++age
    dirty = false
    watching = false
    known = ''
    sessionStorage.removeItem(local)
    state.value = ''
    restored.value = false
    // Never before the last of the saving: it would come back.
    await running
    await call(api.DELETE('/api/drafts/{key}', { params: { path: { key } } })).catch(() => undefined)
    watching = true
  }

  async function restore() {
    let kept: unknown = null
    let unsent = false
    try {
      kept = JSON.parse(sessionStorage.getItem(local) ?? 'null')
      unsent = kept !== null
      kept ??= (await call(api.GET('/api/drafts/{key}', { params: { path: { key } } }))).content
    } catch {
      // No draft, or not reachable: an empty form is right.
    }
    if (typeof kept === 'object' && kept !== null) {
      Object.assign(model, kept)
      known = JSON.stringify(content())
      restored.value = true
      state.value = '已恢复上次的草稿'
    }
    watching = true
    // The tab's copy is newer than the server's: it is brought there now.
    if (unsent) changed()
  }

  watch(
    () => model,
    () => {
      if (watching && (dirty || JSON.stringify(content()) !== known)) changed()
    },
    { deep: true },
  )

  function onKey(event: KeyboardEvent) {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      event.preventDefault()
      dirty = true
      void save()
    }
  }
  const onOnline = () => void save()
  window.addEventListener('keydown', onKey)
  window.addEventListener('online', onOnline)
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', onKey)
    window.removeEventListener('online', onOnline)
    void save()
  })

  return { state, restored, save, discard, ready: restore() }
}
