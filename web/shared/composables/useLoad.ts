// Loads something for a page: keeps what is shown while reloading, says "loading" only after 300 ms, keeps only the
// newest answer, and turns refusals into a problem the state components can show.
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'
import { asProblem, type ApiProblem } from '../api/problem'

export interface Loaded<T> {
  data: ShallowRef<T | undefined>
  problem: ShallowRef<ApiProblem | undefined>
  /** Slow enough to be worth telling. */
  loading: Ref<boolean>
  reload: () => Promise<void>
}

/** Calls `load` now and whenever `source` changes. */
export function useLoad<T>(load: () => Promise<T>, source?: WatchSource<unknown> | WatchSource<unknown>[]): Loaded<T> {
  const data = shallowRef<T>()
  const problem = shallowRef<ApiProblem>()
  const loading = ref(false)
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function reload() {
    const mine = ++turn
    clearTimeout(timer)
    timer = setTimeout(() => (loading.value = mine === turn), 300)
    try {
      const answer = await load()
      if (mine !== turn) return
      data.value = answer
      problem.value = undefined
    } catch (error) {
      if (mine !== turn) return
      problem.value = asProblem(error)
    } finally {
      if (mine === turn) {
        clearTimeout(timer)
        loading.value = false
      }
    }
  }
  onScopeDispose(() => {
    ++turn
    clearTimeout(timer)
  })
  if (source !== undefined) watch(source, () => void reload())
  void reload()
  return { data, problem, loading, reload }
}
