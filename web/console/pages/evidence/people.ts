// Names of accounts for the audit pages: read page by page, once.
import { computed, shallowRef } from 'vue'
import { api, call, type Schemas } from '@shared/api/client'

/** Who acts without an account. */
const kOthers: Record<string, string> = { anonymous: '未登录', scheduler: '计划任务', cli: '本机命令行' }
const kMostPages = 10
const users = shallowRef<Schemas['User'][]>([])
let asked = false

async function read() {
  let cursor: string | undefined
  const all: Schemas['User'][] = []
  for (let page = 0; page < kMostPages; ++page) {
    const answer = await call(api.GET('/api/users', { params: { query: { limit: 200, cursor } } }))
    all.push(...answer.items)
    cursor = answer.next
    if (!cursor) break
  }
  users.value = all
}

export function usePeople() {
  if (!asked) {
    asked = true
    read().catch(() => (asked = false))
  }
  const names = computed(() => new Map(users.value.map((user) => [user.id, user.name])))
  const personName = (id: string) => names.value.get(id) ?? kOthers[id] ?? (id || '—')
  return { users, personName }
}
