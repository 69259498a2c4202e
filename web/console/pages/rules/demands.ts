// Words of catalogue demands.
import type { Schemas } from '@shared/api/client'

export type Demand = Schemas['Demand']

export const kChanges: Record<Demand['change'], string> = { add: '新增', change: '调整', remove: '删除' }
export const kDemandStates: Record<Demand['state'], { label: string; chip: string }> = {
  open: { label: '待审定', chip: 'warn' },
  approved: { label: '同意', chip: 'good' },
  refused: { label: '不同意', chip: 'bad' },
}
