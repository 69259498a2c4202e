// A form's submission: a double click is harmless (one request at a time, the same Idempotency-Key until it succeeds or
// the content changes), refusals become a summary of errors with focus.
import { nextTick, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { newKey } from '../api/client'
import { asProblem, type ApiProblem } from '../api/problem'

export interface FormError {
  /** id of the field in the page; empty when the error belongs to no field. */
  field: string
  message: string
}

export interface Submission {
  busy: Ref<boolean>
  errors: Ref<FormError[]>
  problem: ShallowRef<ApiProblem | undefined>
  errorOf: (field: string) => string | undefined
  /** Runs `check` (own rules) and, when clean, `send` with the key; true when it went through. */
  submit: () => Promise<boolean>
  clear: () => void
}

export function useSubmit(send: (key: string) => Promise<void>, check: () => FormError[] = () => []): Submission {
  const busy = ref(false)
  const errors = ref<FormError[]>([])
  const problem = shallowRef<ApiProblem>()
  let key = newKey()

  function clear() {
    errors.value = []
    problem.value = undefined
  }

  async function showErrors() {
    await nextTick()
    document.querySelector<HTMLElement>('[data-error-summary]')?.focus()
  }

  async function submit(): Promise<boolean> {
    if (busy.value) return false
    clear()
    errors.value = check()
    if (errors.value.length > 0) {
      await showErrors()
      return false
    }
    busy.value = true
    try {
      await send(key)
      key = newKey()
      return true
    } catch (error) {
      const refused = asProblem(error)
      // A refusal was an answer: changed content is a new submission. Without an answer the repetition must be the same.
      if (!refused.offline) key = newKey()
      problem.value = refused
      errors.value =
        refused.fields.length > 0
          ? refused.fields.map((wrong) => ({ field: wrong.field, message: wrong.message }))
          : [{ field: '', message: refused.remedy ? `${refused.message}。${refused.remedy}` : refused.message }]
      await showErrors()
      return false
    } finally {
      busy.value = false
    }
  }

  return {
    busy,
    errors,
    problem,
    errorOf: (field) => errors.value.find((one) => one.field === field)?.message,
    submit,
    clear,
  }
}
