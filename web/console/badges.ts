// Numbers beside menu entries: useBadges().set('todo', 6) shows 6 beside the entry whose route is named "todo".
import { defineStore } from 'pinia'
import { reactive } from 'vue'

export const useBadges = defineStore('badges', () => {
  const counts = reactive<Record<string, number>>({})
  return { counts, set: (route: string, count: number) => (counts[route] = count) }
})
