import { expect, test, vi } from 'vitest'
import { pause } from '../rpc/sleep.ts'
import { countListeners } from '../rpc/testListeners.ts'
import { startHeadTracking } from './startHeadTracking.ts'

/** Pauses that last until the test lets them pass or something wakes the tracking. */
function createSleep() {
  const pauses: number[] = []
  let pass = () => {}
  let noticed = () => {}
  return {
    pauses,
    pass: () => pass(),
    next: () =>
      new Promise<void>((resolve) => {
        noticed = resolve
      }),
    sleep: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        pauses.push(ms)
        pass = resolve
        if (signal.aborted) resolve()
        signal.addEventListener('abort', () => resolve(), { once: true })
        noticed()
      }),
  }
}

test('asks steadily, waits longer after each failure, and is quick again after a success', async () => {
  const { sleep, pauses, pass, next } = createSleep()
  const outcomes = [true, false, false, true, true]
  const client = { sync: async () => (outcomes.shift() ? ({} as never) : Promise.reject(new Error('offline'))) }
  let slept = next()
  const tracking = startHeadTracking({ client, pollMs: () => 900, sleep })
  for (let i = 0; i < 4; i++) {
    await slept
    slept = next()
    pass()
  }
  await slept
  await tracking.stop()
  expect(pauses).toEqual([900, 500, 1_000, 900, 900])
})

test('asks at once on news and on a nudge, and ends what it began', async () => {
  const { sleep, next } = createSleep()
  let asked = 0
  let tell = () => {}
  let isWatching = true
  const client = {
    sync: async () => {
      asked++
      return {} as never
    },
  }
  let slept = next()
  const tracking = startHeadTracking({
    client,
    pollMs: () => 900,
    sleep,
    watch(onNews) {
      tell = onNews
      return () => {
        isWatching = false
      }
    },
  })
  await slept
  slept = next()
  tell()
  await slept
  slept = next()
  tracking.nudge()
  await slept
  expect(asked).toBe(3)
  await tracking.stop()
  expect(isWatching).toBe(false)
})

test('keeps nothing of the pauses that are over, however long it polls', async () => {
  vi.useFakeTimers()
  try {
    const counts: (() => number)[] = []
    const waiting = () => counts.reduce((sum, count) => sum + count(), 0)
    const sleep = (ms: number, signal: AbortSignal) => {
      counts.push(countListeners(signal))
      return pause(ms, signal)
    }
    const tracking = startHeadTracking({ client: { sync: async () => ({}) as never }, pollMs: () => 1_000, sleep })
    await vi.advanceTimersByTimeAsync(200_000)
    expect(counts.length).toBeGreaterThan(150)
    expect(waiting()).toBe(1)
    await tracking.stop()
    expect(waiting()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
