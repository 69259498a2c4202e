// Live checking of a model's text: a little after the last key, only the newest answer counts.
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { api, asProblem, call, type ApiProblem, type Schemas } from '@shared/api/client'

const kRest = 600

export function useModelCheck(text: Ref<string>) {
  const result = shallowRef<Schemas['GradeModelCheck']>()
  const problem = shallowRef<ApiProblem>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let newest = 0

  async function check(mutation = false) {
    const mine = ++newest
    try {
      const answer = await call(api.POST('/api/grading/models/check', { body: { text: text.value, mutation } }))
      if (mine !== newest) return
      result.value = answer
      problem.value = undefined
    } catch (error) {
      if (mine === newest) problem.value = asProblem(error)
    }
  }
  watch(text, () => {
    clearTimeout(timer)
    if (text.value.trim()) timer = setTimeout(() => void check(), kRest)
  })
  onScopeDispose(() => clearTimeout(timer))
  return { result, problem, check }
}
