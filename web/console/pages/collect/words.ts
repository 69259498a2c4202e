// Words of collection, and the catalogue and units every page of the area names things by.
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { api, call, type Schemas } from '@shared/api/client'

export type Entry = Schemas['CatalogueEntry']
export type EntryDetails = Schemas['CatalogueEntryDetails']
export type Field = Schemas['CatalogueField']
export type Batch = Schemas['Batch']
export type BatchDetails = Schemas['BatchDetails']
export type Unit = Schemas['UnitView']
export type RecordLine = Schemas['RecordLine']
export type RecordDetails = Schemas['RecordDetails']
export type Tone = 'good' | 'warn' | 'bad' | 'info' | ''

export const kSubjectLabels: Record<Entry['subject'], string> = {
  ORG: '法人/非法人组织',
  NP: '自然人',
  GOV: '政务主体',
}

export const kRecordStates: Record<string, { label: string; tone: Tone }> = {
  live: { label: '有效', tone: 'good' },
  void: { label: '已作废', tone: 'bad' },
  withdrawn: { label: '已撤回', tone: '' },
}

export const kFlowTones: Record<string, Tone> = {
  draft: 'info',
  returned: 'bad',
  reviewed: 'warn',
  submitted: 'good',
  entered: 'good',
}

/** What the states of a record's way mean for the one who looks at it. */
export const kFlowWords: Record<string, string> = {
  draft: '待审核',
  returned: '已退回',
  reviewed: '已审核，待报送',
  submitted: '已报送',
  entered: '已录入信用网站',
}

export const kPublicityWords: Record<string, string> = {
  not_public: '不公示',
  pending: '待公示',
  published: '公示中',
  ended: '公示期满',
  withdrawn: '已撤下',
  withheld: '暂不公示',
}

export const kBatchStates: Record<string, { label: string; tone: Tone }> = {
  stored: { label: '已入库', tone: 'good' },
  withdrawn: { label: '已撤回', tone: 'bad' },
}

/** Share of the rows of a batch that could be taken, 0…1; null when nothing was judged. */
export function passShare(counts: Schemas['BatchCounts']): number | null {
  return counts.rows > 0 ? (counts.rows - counts.rejected) / counts.rows : null
}

/** Never rounds up to 100 %: one rejected row in 12,480 is not "100 %". */
export function passText(counts: Schemas['BatchCounts']): string {
  const share = passShare(counts)
  if (share === null) return '—'
  return share === 1 ? '100%' : `${(Math.floor(share * 1000) / 10).toFixed(1)}%`
}

export const useCollect = defineStore('collect', () => {
  const entries = shallowRef<Entry[]>([])
  const units = shallowRef<Unit[]>([])
  const ready = ref(false)
  let asked: Promise<void> | undefined

  /** Reads both once; a failure leaves codes instead of names and is asked again by the next page. */
  function load(): Promise<void> {
    asked ??= (async () => {
      try {
        const [catalogue, list] = await Promise.all([call(api.GET('/api/catalogue')), call(api.GET('/api/units'))])
        entries.value = catalogue.items
        units.value = list.items
        ready.value = true
      } catch {
        asked = undefined
      }
    })()
    return asked
  }

  function entryName(code: string): string {
    const entry = entries.value.find((one) => one.code === code)
    return entry ? `${entry.name}（${kSubjectLabels[entry.subject]}）` : code
  }

  function unitName(id: string): string {
    return units.value.find((one) => one.id === id)?.name ?? id
  }

  return { entries, units, ready, load, entryName, unitName }
})
