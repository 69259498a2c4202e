// The list of lawful purposes, read once.
import { computed, shallowRef } from 'vue'
import { api, call, type Schemas } from '@shared/api/client'

/** Audiences whose purposes staff may declare. */
export const kStaffAudiences: readonly string[] = ['own-unit', 'supervisor']

const all = shallowRef<Schemas['QueryPurpose'][]>([])
let asked = false

/** Purposes, empty until read; a page without them still works for what needs none. `audiences`: only theirs. */
export function usePurposes(audiences?: readonly string[]) {
  if (!asked) {
    asked = true
    call(api.GET('/api/purposes'))
      .then((answer) => (all.value = answer.items))
      .catch(() => (asked = false))
  }
  const purposes = computed(() =>
    audiences ? all.value.filter((one) => one.audiences.some((each) => audiences.includes(each))) : all.value,
  )
  const purposeLabel = (id: string | null | undefined) =>
    id ? (all.value.find((one) => one.id === id)?.label ?? id) : '—'
  return { purposes, purposeLabel }
}
