// Purposes a person of the authority may declare.
import { api, call } from '@shared/api/client'
import { useLoad } from '@shared/composables/useLoad'

export function usePurposes() {
  return useLoad(async () =>
    (await call(api.GET('/api/purposes'))).items.filter((one) =>
      one.audiences.some((audience) => audience === 'own-unit' || audience === 'supervisor'),
    ),
  )
}
