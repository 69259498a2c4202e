// Server-sent events of a long job. The browser itself repeats the connection with Last-Event-ID; after two failures
// the page asks every three seconds instead. The job in the store is the truth, the stream only a hint.
import { onScopeDispose, ref, type Ref } from 'vue'

export interface EventFeed {
  /** How news arrive now. */
  mode: Ref<'stream' | 'polling' | 'closed'>
  close: () => void
}

export interface EventOptions {
  /** Names of the events listened to. */
  names: string[]
  onEvent: (name: string, data: unknown, id: string) => void
  /** Asked while the stream is broken; true ends the feed. */
  poll: () => Promise<boolean>
  pollEvery?: number
}

const kFailures = 2

export function useEvents(url: string, options: EventOptions): EventFeed {
  const mode = ref<'stream' | 'polling' | 'closed'>('stream')
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let source: EventSource | undefined

  function close() {
    mode.value = 'closed'
    source?.close()
    clearTimeout(timer)
  }

  async function poll() {
    try {
      if (await options.poll()) return close()
    } catch {
      // Not reachable now: asked again.
    }
    if (mode.value === 'polling') timer = setTimeout(() => void poll(), options.pollEvery ?? 3000)
  }

  function startPolling() {
    source?.close()
    if (mode.value !== 'stream') return
    mode.value = 'polling'
    void poll()
  }

  function connect() {
    source = new EventSource(url)
    source.onopen = () => (failures = 0)
    source.onerror = () => {
      if (++failures >= kFailures || source?.readyState === EventSource.CLOSED) startPolling()
    }
    for (const name of options.names) {
      source.addEventListener(name, (event) => {
        failures = 0
        let data: unknown = null
        try {
          data = JSON.parse(event.data as string)
        } catch {
          // An event without content still says that something happened.
        }
        options.onEvent(name, data, event.lastEventId)
      })
    }
  }

  if (typeof EventSource === 'undefined') {
    mode.value = 'polling'
    void poll()
  } else {
    connect()
  }
  onScopeDispose(close)
  return { mode, close }
}
