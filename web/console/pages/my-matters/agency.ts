// An agent hands in the power of attorney with what it applies for (R-OBJ-08); who speaks for itself does not.
import { computed } from 'vue'
import { api, call } from '@shared/api/client'
import { kPowerOfAttorney } from '@shared/cases/evidence'
import { useLoad } from '@shared/composables/useLoad'
import { useSession } from '../../session'

/** Names of the evidence an application needs, with the power of attorney where an agent applies. */
export function useAgency() {
  const session = useSession()
  const { data } = useLoad(() => call(api.GET('/api/session/delegations')))
  const agent = computed(() =>
    (data.value?.items ?? []).some((one) => one.subject === session.me?.subject && one.inForce && one.basis !== 'self'),
  )
  const withAuthority = (names: readonly string[]) =>
    agent.value && !names.includes(kPowerOfAttorney) ? [...names, kPowerOfAttorney] : [...names]
  return { agent, withAuthority }
}
