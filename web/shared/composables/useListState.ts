// The state of a list (filters, cursor, sort) lives in the address: Back, refresh and a shared link bring it back.
import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** What a pager needs of the state of a list. */
export interface Paging {
  /** 1 on the first page; only for display. */
  page: ComputedRef<number>
  next: (cursor: string) => void
  previous: () => void
}

export interface ListState<Filters extends Record<string, string>> extends Paging {
  /** What the address says; every filter is a text, "" = not set. */
  filters: ComputedRef<Filters>
  cursor: ComputedRef<string | undefined>
  sort: ComputedRef<string>
  /** Sets filters and goes back to the first page. */
  setFilters: (values: Partial<Filters>) => void
  clear: () => void
  setSort: (sort: string) => void
  /** True when any filter is set: an empty list then offers to clear them. */
  filtered: ComputedRef<boolean>
}

/** `defaults` names the filters and their values when the address says nothing. */
export function useListState<Filters extends Record<string, string>>(defaults: Filters): ListState<Filters> {
  const route = useRoute()
  const router = useRouter()
  const one = (key: string) => {
    const value = route.query[key]
    return typeof value === 'string' ? value : undefined
  }
  const filters = computed(() => {
    const out: Record<string, string> = {}
    for (const key of Object.keys(defaults)) out[key] = one(key) ?? defaults[key] ?? ''
    return out as Filters
  })
  const page = computed(() => Math.max(1, Number(one('p') ?? '1') || 1))
  const sort = computed(() => one('sort') ?? '')

  function queryOf(values: Record<string, string>, more: Record<string, string | undefined> = {}) {
    const query: Record<string, string> = {}
    for (const [key, value] of Object.entries(route.query)) {
      // Parameters of others (tabs, …) stay.
      if (!(key in defaults) && !['cursor', 'p', 'sort'].includes(key) && typeof value === 'string') query[key] = value
    }
    for (const [key, value] of Object.entries(values)) if (value !== (defaults[key] ?? '')) query[key] = value
    for (const [key, value] of Object.entries(more)) if (value) query[key] = value
    return query
  }

  return {
    filters,
    page,
    sort,
    cursor: computed(() => one('cursor')),
    filtered: computed(() => Object.keys(defaults).some((key) => filters.value[key] !== (defaults[key] ?? ''))),
    setFilters: (values) =>
      void router.push({
        query: queryOf({ ...filters.value, ...values } as Record<string, string>, { sort: sort.value }),
      }),
    clear: () => void router.push({ query: queryOf(defaults, { sort: sort.value }) }),
    setSort: (value) => void router.push({ query: queryOf(filters.value, { sort: value }) }),
    next: (cursor) =>
      void router.push({
        query: queryOf(filters.value, { sort: sort.value, cursor, p: String(page.value + 1) }),
      }),
    previous: () => {
      const back: unknown = window.history.state?.back
      if (typeof back === 'string' && back.split('?')[0] === route.path) router.back()
      else void router.push({ query: queryOf(filters.value, { sort: sort.value }) })
    },
  }
}
