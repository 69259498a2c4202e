// The list of lawful purposes, read once.
import { shallowRef } from 'vue'
import { api, call, type Schemas } from '@shared/api/client'

const purposes = shallowRef<Schemas['QueryPurpose'][]>([])
let asked = false

/** Purposes, empty until read; a page without them still works for what needs none. */
export function usePurposes() {
  if (!asked) {
    asked = true
    call(api.GET('/api/purposes'))
      .then((answer) => (purposes.value = answer.items))
      .catch(() => (asked = false))
  }
  const purposeLabel = (id: string | null | undefined) =>
    id ? (purposes.value.find((one) => one.id === id)?.label ?? id) : '—'
  return { purposes, purposeLabel }
}
