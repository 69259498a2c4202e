// Corrections typed into the result of an import: kept as a draft, judged by a trial import soon after each change, sent
// as the next round of the batch.
import { computed, onBeforeUnmount, reactive, ref, shallowRef, watch } from 'vue'
import { asProblem, newKey, upload, type ApiProblem, type Schemas } from '@shared/api/client'
import { useDraft } from '@shared/composables/useDraft'
import { judgementsOf, mendedRow, roundTable, type Judgement } from './round'
import type { Grid, GridColumn, GridRow, useBatchRows } from './useBatchRows'
import type { Batch } from './words'

const kPause = 700

export interface CorrectionTarget {
  batch: Batch
  grid: () => Grid | undefined
  content: ReturnType<typeof useBatchRows>
  /** Columns and fields are known: it can be told what may lie in a draft. */
  ready: () => boolean
  /** Cells that may not lie in a draft: numbers of persons. */
  personal: (column: GridColumn) => boolean
}

export function useCorrections(target: CorrectionTarget) {
  const { batch, content } = target
  /** Typed texts by row and column. */
  const edits = reactive(new Map<number, Map<number, string>>())
  const judged = shallowRef(new Map<number, Judgement>())
  const judging = ref(false)
  const problem = shallowRef<ApiProblem>()
  /** Rows somebody else has put right meanwhile. */
  const overtaken = ref<number[]>([])
  const kept = reactive<{ cells: Record<string, string> }>({ cells: {} })
  const draft = useDraft(`fix-${batch.id}`, kept)
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  const columns = () => target.grid()?.columns ?? []
  const rows = computed(() => [...edits.keys()].sort((a, b) => a - b))
  const cells = computed(() => [...edits.values()].reduce((sum, row) => sum + row.size, 0))
  const passed = computed(() => rows.value.filter((row) => judged.value.get(row)?.passed))
  const failed = computed(() => rows.value.filter((row) => judged.value.get(row)?.passed === false))
  /** Every changed row has been judged as it stands. */
  const settled = computed(() => rows.value.every((row) => judged.value.has(row)))

  const mended = (row: GridRow) => mendedRow(row, edits.get(row.row), judged.value.get(row.row))
  const textOf = (row: number, column: number) => edits.get(row)?.get(column)

  function put(row: number, column: number, text: string) {
    const sent = content.cache.value.get(row)?.cells[column - 1] ?? ''
    if ((textOf(row, column) ?? sent) === text) return
    const mine = edits.get(row) ?? new Map<number, string>()
    if (text === sent) mine.delete(column)
    else mine.set(column, text)
    if (mine.size) edits.set(row, mine)
    else edits.delete(row)
    changed([row])
  }

  function forget(gone: readonly number[]) {
    for (const row of gone) edits.delete(row)
    changed(gone)
  }

  /** What was said of these rows holds no longer. */
  function changed(which: readonly number[]) {
    const next = new Map(judged.value)
    for (const row of which) next.delete(row)
    judged.value = next
    keep()
    clearTimeout(timer)
    timer = setTimeout(() => void judge(), kPause)
  }

  function keep() {
    if (!target.ready()) return
    const out: Record<string, string> = {}
    const byNumber = new Map(columns().map((column) => [column.column, column]))
    for (const [row, mine] of edits) {
      for (const [at, text] of mine) {
        const column = byNumber.get(at)
        if (column && !target.personal(column)) out[`${row}.${at}`] = text
      }
    }
    if (JSON.stringify(out) !== JSON.stringify(kept.cells)) kept.cells = out
  }

  const path = (name: string, trial: boolean) =>
    `/api/imports?${new URLSearchParams({
      entry: batch.entry,
      unit: batch.unit,
      name,
      ...(trial ? { dryRun: 'true' } : {}),
    }).toString()}`

  function table(which: readonly number[]) {
    const list = which.flatMap((row) => content.cache.value.get(row) ?? []).map(mended)
    return { list, file: roundTable(batch.id, columns(), list) }
  }

  async function judge() {
    clearTimeout(timer)
    const mine = ++turn
    if (rows.value.length === 0) return
    judging.value = true
    try {
      await content.wantAll(rows.value)
      const { list, file } = table(rows.value)
      if (list.length < rows.value.length && content.problem.value) throw content.problem.value
      const report = await upload<Schemas['ImportReport']>(path('在线改正.csv', true), file)
      if (mine !== turn) return
      judged.value = judgementsOf(report.findings, columns(), list)
      problem.value = undefined
    } catch (error) {
      if (mine === turn) problem.value = asProblem(error)
    } finally {
      if (mine === turn) judging.value = false
    }
  }

  /** Sends the rows that pass as the next round; the job to follow, or nothing when none is left to send. */
  async function send(key = newKey()): Promise<string | undefined> {
    if (!settled.value) await judge()
    await content.refresh(passed.value)
    overtaken.value = passed.value.filter((row) => content.cache.value.get(row)?.resolved)
    forget(overtaken.value)
    const list = passed.value
    if (list.length === 0) return undefined
    const started = await upload<{ job: string }>(path(`在线改正-${batch.id}.csv`, false), table(list).file, { key })
    forget(list)
    await (edits.size ? draft.save() : draft.discard())
    return started.job
  }

  async function clear() {
    forget(rows.value)
    await draft.discard()
  }

  void draft.ready.then(() => {
    for (const [place, text] of Object.entries(kept.cells)) {
      const [row = 0, column = 0] = place.split('.').map(Number)
      if (!row || !column || typeof text !== 'string') continue
      edits.set(row, (edits.get(row) ?? new Map<number, string>()).set(column, text))
    }
  })
  // What was typed before the fields were known is kept now.
  watch(
    () => target.ready() && edits.size > 0,
    (both) => {
      if (both) keep()
    },
  )
  // The draft is there before the columns or after them.
  watch([() => columns().length > 0, () => edits.size > 0], ([ready, any]) => {
    if (ready && any && !settled.value) void judge()
  })
  onBeforeUnmount(() => clearTimeout(timer))

  return {
    rows,
    cells,
    passed,
    failed,
    settled,
    judging,
    judged,
    problem,
    overtaken,
    draft,
    mended,
    textOf,
    put,
    forget,
    send,
    clear,
  }
}
