// Places of other areas that many pages lead to, in one file.
import type { RouteLocationRaw } from 'vue-router'

export function recordPlace(record: string): RouteLocationRaw {
  return { path: `/records/${record}` }
}

/** The upload page with entry and unit chosen. */
export function uploadPlace(entry: string, unit: string): RouteLocationRaw {
  return { path: `/collect/${entry}`, query: { unit } }
}

/** "B3:12" leads to its batch. */
export function batchPlace(ref: string): RouteLocationRaw {
  const [batch, row] = ref.split(':')
  return { path: `/batches/${batch}`, query: row ? { row } : {} }
}
