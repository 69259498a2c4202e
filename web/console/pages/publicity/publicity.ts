// Publicity as the pages speak of it.
import type { Schemas } from '@shared/api/client'

export type DueItem = Schemas['PublicityDuty']
export type RecordLine = Schemas['RecordLine']

export const kStates: Record<RecordLine['publicity'], { label: string; chip: string }> = {
  not_public: { label: '不公示', chip: '' },
  pending: { label: '待公示', chip: 'warn' },
  published: { label: '公示中', chip: 'good' },
  ended: { label: '已到期下架', chip: '' },
  withdrawn: { label: '已撤下', chip: 'bad' },
  withheld: { label: '暂缓公示', chip: 'warn' },
}

/** At most this many records are published by one request. */
export const kMostAtOnce = 1000

export interface Preview {
  entry: string
  entryName: string
  count: number
  overdue: number
  channels: string[]
}

/** What a publication would do, by entry. */
export function previewOf(items: readonly DueItem[], day: string): Preview[] {
  const out = new Map<string, Preview>()
  for (const item of items) {
    const one = out.get(item.entry) ?? {
      entry: item.entry,
      entryName: item.entryName,
      count: 0,
      overdue: 0,
      channels: [],
    }
    one.count += 1
    if (item.due < day) one.overdue += 1
    for (const channel of item.channels) if (!one.channels.includes(channel)) one.channels.push(channel)
    out.set(item.entry, one)
  }
  return [...out.values()]
}

/** Those that would be skipped, with the server's reason. */
export function heldOf(items: readonly DueItem[]): DueItem[] {
  return items.filter((item) => item.held !== null)
}
