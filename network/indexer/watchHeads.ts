/** Listens to the node's new heads over its WebSocket, and connects again when that breaks. */
export function watchHeads(wsUrl: string, onHead: () => void) {
  let socket: WebSocket | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let pending = false
  let wake = () => {}

  function open() {
    if (stopped) return
    socket = new WebSocket(wsUrl)
    socket.addEventListener('open', () => {
      socket?.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] }))
    })
    socket.addEventListener('message', ({ data }) => {
      if (!String(data).includes('eth_subscription')) return
      pending = true
      onHead()
      wake()
    })
    socket.addEventListener('close', () => {
      if (!stopped) timer = setTimeout(open, reopenMs)
    })
    // What follows an error is a close.
    socket.addEventListener('error', () => {})
  }
  open()

  return {
    /** Resolves when a head was announced since the last call, or when the signal is raised. */
    next(signal: AbortSignal): Promise<void> {
      return new Promise((resolve) => {
        const done = () => {
          pending = false
          wake = () => {}
          signal.removeEventListener('abort', done)
          resolve()
        }
        if (pending || signal.aborted) return done()
        wake = done
        signal.addEventListener('abort', done)
      })
    },
    stop() {
      stopped = true
      clearTimeout(timer)
      socket?.close()
      wake()
    },
  }
}

const reopenMs = 1_000
