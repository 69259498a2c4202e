// What nearly every list needs to speak in names: catalogue entries, units, the server's day and its working-day
// calendar. Read once per session; a page that cannot read a part shows codes instead of names.
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { api, call, type Schemas } from '@shared/api/client'
import { today, workdaysBetween } from '@shared/lib/dates'
import { useSession } from './session'

const kSubjects: Record<string, string> = { ORG: '法人', NP: '自然人', GOV: '政务' }

export const useDirectory = defineStore('directory', () => {
  const entries = shallowRef<Schemas['CatalogueEntry'][]>([])
  const units = shallowRef<Schemas['UnitView'][]>([])
  const calendar = shallowRef<Schemas['WorkCalendar']>()
  let asked: Promise<void> | undefined

  const days = computed(() => ({
    off: new Set(calendar.value?.years.flatMap((year) => year.weekdaysOff) ?? []),
    worked: new Set(calendar.value?.years.flatMap((year) => year.weekendsWorked) ?? []),
  }))
  /** Today as the server counts it. */
  const day = computed(() => calendar.value?.today ?? today())
  const entryNames = computed(() => new Map(entries.value.map((entry) => [entry.code, entryTitle(entry)])))
  const unitNames = computed(() => new Map(units.value.map((unit) => [unit.id, unit.name])))

  function load(): Promise<void> {
    const session = useSession()
    const some = (permission: string, part: () => Promise<void>) => (session.may(permission) ? part() : undefined)
    asked ??= Promise.allSettled([
      some('catalogue.read', async () => void (entries.value = (await call(api.GET('/api/catalogue'))).items)),
      some('unit.read', async () => void (units.value = (await call(api.GET('/api/units'))).items)),
      some('catalogue.read', async () => void (calendar.value = await call(api.GET('/api/calendar')))),
    ]).then((parts) => {
      // What failed is asked again by the next page.
      if (parts.some((part) => part.status === 'rejected')) asked = undefined
    })
    return asked
  }

  const entryName = (code: string | null | undefined) => (code ? (entryNames.value.get(code) ?? code) : '—')
  const unitName = (id: string | null | undefined) => (id ? (unitNames.value.get(id) ?? id) : '—')
  /** Working days from the server's today to a day; undefined until the calendar is there. */
  const workdaysTo = (due: string | null | undefined) =>
    due && calendar.value ? workdaysBetween(day.value, due, days.value.off, days.value.worked) : undefined

  return { entries, units, calendar, days, day, load, entryName, unitName, workdaysTo }
})

/** "行政处罚信息（法人）": entries of several kinds of subject share a name. */
export function entryTitle(entry: { name: string; subject: string }): string {
  return `${entry.name}（${kSubjects[entry.subject] ?? entry.subject}）`
}
