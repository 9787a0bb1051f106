import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pause, sleep } from './sleep.ts'
import { countListeners } from './testListeners.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('leaves no listener on a signal that lives on', async () => {
  const { signal } = new AbortController()
  const waiting = countListeners(signal)
  for (const wait of [sleep, pause]) {
    const over = wait(1_000, signal)
    expect(waiting()).toBe(1)
    await vi.advanceTimersByTimeAsync(1_000)
    await over
    expect(waiting()).toBe(0)
  }
})

test('an abort ends both at once: one throws the reason, the other returns', async () => {
  const controller = new AbortController()
  const sleeping = sleep(1_000, controller.signal)
  const pausing = pause(1_000, controller.signal)
  controller.abort(new Error('enough'))
  await expect(sleeping).rejects.toThrow('enough')
  await pausing
  await expect(sleep(1_000, controller.signal)).rejects.toThrow('enough')
  await pause(1_000, controller.signal)
  expect(vi.getTimerCount()).toBe(0)
})
