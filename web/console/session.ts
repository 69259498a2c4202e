// Who is signed in, what they may do, and how long the session lasts.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { api, ApiProblem, call, onSessionEnded, setCsrfToken, type Schemas } from '@shared/api/client'

export type Me = Schemas['Me']

/** What has to be done before work may begin, by the code of the server. */
export type Pending = 'password' | 'rules' | 'totp' | 'other'
const kPending: Record<string, Pending> = { 'ACCS-0204': 'password', 'ACCS-0205': 'rules', 'ACCS-0206': 'totp' }

export const useSession = defineStore('session', () => {
  const me = shallowRef<Me | null>(null)
  const asked = ref(false)
  /** The dialog that asks to sign in again is open. */
  const reLogin = ref(false)
  let waiting: ((signedIn: boolean) => void)[] = []

  const permissions = computed(() => new Set(me.value?.permissions ?? []))
  const pending = computed<Pending | null>(() => {
    const code = me.value?.pending?.code
    return code ? (kPending[code] ?? 'other') : null
  })

  /** True when the user holds at least one of the permissions. */
  function may(permission: string | readonly string[]): boolean {
    const wanted = typeof permission === 'string' ? [permission] : permission
    return wanted.length === 0 || wanted.some((one) => permissions.value.has(one))
  }

  /** Asks the server who this is; null when nobody. */
  async function refresh(): Promise<Me | null> {
    try {
      me.value = await call(api.GET('/api/session'))
      setCsrfToken(me.value.session?.csrfToken ?? '')
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error
      me.value = null
      setCsrfToken('')
    }
    asked.value = true
    return me.value
  }

  async function signIn(login: string, password: string, code: string) {
    const answer = await call(
      api.POST('/api/session', { body: code ? { login, password, code } : { login, password } }),
    )
    setCsrfToken(answer.csrfToken)
    await refresh()
    return answer
  }

  async function signOut() {
    await call(api.DELETE('/api/session')).catch(() => undefined)
    me.value = null
    setCsrfToken('')
  }

  /** Answers everybody who waits for the dialog. */
  function settle(signedIn: boolean) {
    reLogin.value = false
    const all = waiting
    waiting = []
    for (const answer of all) answer(signedIn)
  }

  onSessionEnded(() => {
    if (me.value === null) return Promise.resolve(false)
    reLogin.value = true
    return new Promise<boolean>((resolve) => waiting.push(resolve))
  })

  return { me, asked, reLogin, permissions, pending, may, refresh, signIn, signOut, settle }
})
