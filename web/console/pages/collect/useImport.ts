// Sending a file: its digest first, so that the same file is recognised before it travels, then the job to follow.
import { ref, shallowRef } from 'vue'
import { api, asProblem, call, newKey, upload, type ApiProblem } from '@shared/api/client'
import { sm3 } from '@shared/lib/sm3'
import type { Batch } from './words'

export const kAccept = '.xlsx,.csv,.json'
export const kMaxBytes = 512 * 1024 * 1024
const kMostHashed = 64 * 1024 * 1024
const kLooked = 100

export interface ImportTarget {
  entry: string
  unit: string
  allOrNothing: boolean
}

export function useImport(target: () => ImportTarget, onJob: (job: string) => void) {
  const sent = ref<number>()
  const problem = shallowRef<ApiProblem>()
  const error = ref('')
  /** The batch that this very file became earlier; the user decides whether to send it again. */
  const same = shallowRef<Batch>()
  const waiting = shallowRef<File>()
  let busy = false

  async function known(file: File): Promise<Batch | undefined> {
    if (file.size > kMostHashed) return undefined
    const { entry, unit } = target()
    const [digest, page] = await Promise.all([
      sm3(file),
      call(api.GET('/api/batches', { params: { query: { entry, unit, state: 'stored', limit: kLooked } } })),
    ])
    return page.items.find((batch) => batch.fileDigest === digest)
  }

  async function send(file: File) {
    if (busy) return
    busy = true
    same.value = undefined
    const { entry, unit, allOrNothing } = target()
    const query = new URLSearchParams({ entry, unit, name: file.name })
    if (allOrNothing) query.set('allOrNothing', 'true')
    sent.value = 0
    try {
      const started = await upload<{ job: string }>(`/api/imports?${query.toString()}`, file, {
        key: newKey(),
        onProgress: (share) => (sent.value = share),
      })
      onJob(started.job)
    } catch (refused) {
      problem.value = asProblem(refused)
      error.value = `${problem.value.message}。${problem.value.remedy}`
    } finally {
      sent.value = undefined
      busy = false
    }
  }

  async function choose(file: File) {
    problem.value = undefined
    error.value = ''
    same.value = undefined
    waiting.value = file
    if (file.size === 0) {
      error.value = '文件是空的，没有上传。请确认选对了文件。'
      return
    }
    if (file.size > kMaxBytes) {
      error.value = '文件超过 512 MB，没有上传。请拆分后分别上传。'
      return
    }
    same.value = await known(file).catch(() => undefined)
    if (!same.value) await send(file)
  }

  return { sent, problem, error, same, waiting, choose, send }
}
