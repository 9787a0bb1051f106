/** What is needed of a WebSocket. */
export type Socket = {
  onopen: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent) => void) | null
  onclose: ((event: CloseEvent) => void) | null
  onerror: ((event: Event) => void) | null
  send(text: string): void
  close(): void
}

export type NewHeadsOptions = {
  url: string
  open(url: string): Socket
  /** Resolves after the time, or at once when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  onNews(): void
  /** Tells whether the socket is open. */
  onOpen(isOpen: boolean): void
}

const retryMs = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000]
const openMs = 5_000

/**
 * Starts to hear of new blocks over a WebSocket, which is opened anew whenever it closes. What it says is only a reason
 * to ask; without it the head is asked for more often.
 */
export function watchNewHeads(options: NewHeadsOptions): { stop(): void } {
  const { url, sleep, onNews, onOpen } = options
  const stopped = new AbortController()

  function listen(): Promise<boolean> {
    const closed = Promise.withResolvers<boolean>()
    const socket = options.open(url)
    const late = new AbortController()
    let wasOpen = false
    void sleep(openMs, AbortSignal.any([late.signal, stopped.signal])).then(() => !wasOpen && socket.close())
    const close = () => socket.close()
    stopped.signal.addEventListener('abort', close, { once: true })
    socket.onopen = () => {
      wasOpen = true
      late.abort()
      socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] }))
      onOpen(true)
      onNews()
    }
    socket.onmessage = ({ data }) => {
      if (String(data).includes('"eth_subscription"')) onNews()
    }
    socket.onerror = () => socket.close()
    socket.onclose = () => {
      late.abort()
      stopped.signal.removeEventListener('abort', close)
      if (wasOpen) onOpen(false)
      closed.resolve(wasOpen)
    }
    return closed.promise
  }

  async function run(): Promise<void> {
    for (let failures = 0; !stopped.signal.aborted; failures++) {
      const wasOpen = await listen().catch(() => false)
      if (wasOpen) failures = 0
      if (!stopped.signal.aborted) await sleep(retryMs[Math.min(failures, retryMs.length - 1)]!, stopped.signal)
    }
  }

  void run()
  return { stop: () => stopped.abort() }
}
