import { expect, test, vi } from 'vitest'
import { pause } from '../rpc/sleep.ts'
import { type Socket, watchNewHeads } from './watchNewHeads.ts'

/** Sockets that the test opens, speaks through and closes; pauses that it ends. */
function start() {
  const sockets: (Socket & { sent: string[] })[] = []
  const seen: (string | boolean)[] = []
  const sleepers = new Set<() => void>()
  const watch = watchNewHeads({
    url: 'ws://127.0.0.1:1',
    open: () => {
      const socket: (typeof sockets)[number] = {
        ...{ onopen: null, onmessage: null, onclose: null, onerror: null, sent: [] },
        send: (text) => void socket.sent.push(text),
        close: () => socket.onclose?.({} as CloseEvent),
      }
      sockets.push(socket)
      return socket
    },
    sleep: (_ms, signal) =>
      new Promise((resolve) => {
        sleepers.add(resolve)
        signal.addEventListener('abort', () => resolve(), { once: true })
      }),
    onNews: () => seen.push('news'),
    onOpen: (isOpen) => seen.push(isOpen),
  })
  const wake = async () => {
    await Promise.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    for (const resolve of [...sleepers]) resolve()
    sleepers.clear()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { sockets, seen, wake, stop: watch.stop }
}

const say = (text: string) => ({ data: text }) as MessageEvent

test('subscribes when it is open, and tells of each block', () => {
  const { sockets, seen, stop } = start()
  sockets[0]!.onopen!({} as Event)
  expect(JSON.parse(sockets[0]!.sent[0]!)).toMatchObject({ method: 'eth_subscribe', params: ['newHeads'] })
  sockets[0]!.onmessage!(say('{"id":1,"result":"0x1"}'))
  sockets[0]!.onmessage!(say('{"method":"eth_subscription","params":{}}'))
  expect(seen).toEqual([true, 'news', 'news'])
  stop()
})

test('opens another socket after one that closed, and after one that never opened', async () => {
  const { sockets, seen, wake, stop } = start()
  sockets[0]!.onopen!({} as Event)
  sockets[0]!.onerror!({} as Event)
  expect(seen).toEqual([true, 'news', false])
  await wake()
  expect(sockets.length).toBe(2)
  await wake()
  await wake()
  expect(sockets.length).toBe(3)
  stop()
})

test('a stopped watch closes its socket and opens none', async () => {
  const { sockets, seen, wake, stop } = start()
  sockets[0]!.onopen!({} as Event)
  stop()
  await wake()
  expect([sockets.length, seen.at(-1)]).toEqual([1, false])
})

test('closes the last socket only when it stops: it holds none of those that closed before', async () => {
  vi.useFakeTimers()
  try {
    const closed: number[] = []
    const sockets: Socket[] = []
    const watch = watchNewHeads({
      url: 'ws://127.0.0.1:1',
      sleep: pause,
      onNews: () => {},
      onOpen: () => {},
      open() {
        const number = sockets.length
        const handlers = { onopen: null, onmessage: null, onclose: null, onerror: null }
        const socket: Socket = { ...handlers, send: () => {}, close: () => void closed.push(number) }
        sockets.push(socket)
        return socket
      },
    })
    for (let i = 0; i < 50; i++) {
      sockets.at(-1)!.onclose!({} as CloseEvent)
      await vi.advanceTimersByTimeAsync(30_000)
    }
    closed.length = 0
    watch.stop()
    expect(closed).toEqual([sockets.length - 1])
  } finally {
    vi.useRealTimers()
  }
})
