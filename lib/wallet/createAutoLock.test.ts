import { expect, test } from 'vitest'
import { createAutoLock } from './createAutoLock.ts'

function createClock() {
  let nowMs = 1_000_000
  let timer: { atMs: number; callback: () => void } | undefined
  return {
    now: () => nowMs,
    setTimer(callback: () => void, delayMs: number) {
      const mine = { atMs: nowMs + delayMs, callback }
      timer = mine
      return () => {
        if (timer === mine) timer = undefined
      }
    },
    /** Time passes, timers run. */
    pass(ms: number) {
      const endMs = nowMs + ms
      while (timer && timer.atMs <= endMs) {
        const due = timer
        timer = undefined
        nowMs = due.atMs
        due.callback()
      }
      nowMs = endMs
    },
    /** Time passes while the machine sleeps: no timer runs. */
    sleep: (ms: number) => {
      nowMs += ms
    },
    hasTimer: () => timer !== undefined,
  }
}

function create(timeoutMs = 60_000) {
  const clock = createClock()
  let locks = 0
  const autoLock = createAutoLock({ timeoutMs, lock: () => locks++, now: clock.now, setTimer: clock.setTimer })
  return { clock, autoLock, locks: () => locks }
}

test('locks once, when nobody touched it for the whole time', () => {
  const { clock, autoLock, locks } = create()
  autoLock.start()
  clock.pass(59_999)
  expect(locks()).toBe(0)
  clock.pass(1)
  expect(locks()).toBe(1)
  clock.pass(600_000)
  expect(locks()).toBe(1)
  expect(autoLock.get()).toEqual({ running: false, deadlineMs: undefined })
})

test('counts from the last touch', () => {
  const { clock, autoLock, locks } = create()
  autoLock.start()
  for (let i = 0; i < 10; i++) {
    clock.pass(59_000)
    autoLock.touch()
  }
  expect(locks()).toBe(0)
  clock.pass(60_000)
  expect(locks()).toBe(1)
})

test('locks at the first touch or check after a machine slept through the deadline', () => {
  for (const wake of ['touch', 'check'] as const) {
    const { clock, autoLock, locks } = create()
    autoLock.start()
    clock.sleep(60_000)
    autoLock[wake]()
    expect(locks()).toBe(1)
  }
})

test('waits on when a timer fires early', () => {
  const { clock, autoLock, locks } = create()
  let fire = () => {}
  const early = createAutoLock({
    timeoutMs: 60_000,
    lock: () => expect.unreachable(),
    now: clock.now,
    setTimer: (callback) => {
      fire = callback
      return () => {}
    },
  })
  early.start()
  fire()
  expect(early.get().running).toBe(true)
  autoLock.check()
  expect(locks()).toBe(0)
})

test('does nothing before start and after stop, and leaves no timer behind', () => {
  const { clock, autoLock, locks } = create()
  autoLock.touch()
  expect(clock.hasTimer()).toBe(false)
  autoLock.start()
  autoLock.stop()
  expect(clock.hasTimer()).toBe(false)
  clock.pass(600_000)
  expect(locks()).toBe(0)
})

test('takes a new time at once', () => {
  const { clock, autoLock, locks } = create()
  autoLock.start()
  autoLock.setTimeoutMs(5_000)
  clock.pass(5_000)
  expect(locks()).toBe(1)
})

test('tells its subscribers of every change until they leave', () => {
  const { clock, autoLock } = create()
  const seen: boolean[] = []
  const leave = autoLock.subscribe(() => seen.push(autoLock.get().running))
  autoLock.start()
  clock.pass(60_000)
  leave()
  autoLock.start()
  expect(seen).toEqual([true, false])
})

test('refuses times that would lock at once or never', () => {
  for (const timeoutMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31]) {
    expect(() => createAutoLock({ timeoutMs, lock: () => {} })).toThrow(
      expect.objectContaining({ name: 'Wallet.AutoLockTimeoutError' }),
    )
  }
})
