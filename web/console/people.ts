// Names of colleagues by the numbers that stand in records, batches and lists; asked for together, once each.
import { defineStore } from 'pinia'
import { nextTick, shallowRef } from 'vue'
import { api, call } from '@shared/api/client'
import { useSession } from './session'

const kMostAsked = 50
/** Who acts without an account. */
const kOthers: Record<string, string> = { cli: '本机命令行', scheduler: '计划任务', anonymous: '未登录' }

export const usePeople = defineStore('people', () => {
  const names = shallowRef(new Map<string, string>())
  const session = useSession()
  const asked = new Set<string>()
  const waiting: string[] = []

  async function ask() {
    const ids = waiting.splice(0, kMostAsked)
    if (ids.length === 0) return
    try {
      const answer = await call(api.GET('/api/staff', { params: { query: { ids: ids.join(',') } } }))
      const next = new Map(names.value)
      for (const one of answer.items) next.set(one.id, one.name)
      names.value = next
    } catch {
      // Without the name the number stands there; asked again on the next page.
      for (const id of ids) asked.delete(id)
      return
    }
    await ask()
  }

  /** The name; until it is known, or where it is not told, the number of the account. */
  function nameOf(id: string): string {
    if (session.me?.id === id) return `本人（${session.me.name}）`
    const known = names.value.get(id) ?? kOthers[id]
    if (known) return known
    if (id && session.may('unit.read') && !asked.has(id)) {
      asked.add(id)
      waiting.push(id)
      if (waiting.length === 1) void nextTick(ask)
    }
    return id ? `账号 ${id}` : '—'
  }

  return { nameOf }
})
