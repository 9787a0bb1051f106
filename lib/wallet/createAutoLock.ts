import { BaseError } from '../errors.ts'

export type AutoLockState = { running: boolean; deadlineMs: number | undefined }
export type SetTimer = (callback: () => void, delayMs: number) => () => void

export type AutoLockOptions = {
  timeoutMs: number
  lock: () => void
  now?: () => number
  setTimer?: SetTimer
}

const setSystemTimer: SetTimer = (callback, delayMs) => {
  const timer = setTimeout(callback, delayMs)
  return () => clearTimeout(timer)
}

/**
 * Returns a store that calls `lock` once `timeoutMs` pass without `touch`. The clock decides, not the timer: a machine
 * that slept through the deadline finds the wallet locked at the first touch or check after it wakes.
 */
export function createAutoLock({ timeoutMs, lock, now = Date.now, setTimer = setSystemTimer }: AutoLockOptions) {
  verifyTimeout(timeoutMs)
  const listeners = new Set<() => void>()
  let state: AutoLockState = { running: false, deadlineMs: undefined }
  let limitMs = timeoutMs
  let cancelTimer: (() => void) | undefined

  function set(next: AutoLockState): void {
    state = next
    cancelTimer?.()
    cancelTimer = next.deadlineMs === undefined ? undefined : setTimer(check, Math.max(0, next.deadlineMs - now()))
    for (const listener of [...listeners]) listener()
  }

  function check(): void {
    if (state.deadlineMs === undefined) return
    if (now() < state.deadlineMs) set({ ...state })
    else {
      stop()
      lock()
    }
  }

  function stop(): void {
    if (state.running) set({ running: false, deadlineMs: undefined })
  }

  function touch(): void {
    if (state.deadlineMs === undefined) return
    if (now() >= state.deadlineMs) check()
    else set({ running: true, deadlineMs: now() + limitMs })
  }

  return {
    /** Starts to count down. */
    start: () => set({ running: true, deadlineMs: now() + limitMs }),
    /** Counts from now again, unless the deadline has already passed. */
    touch,
    /** Locks when the deadline has passed. */
    check: () => {
      if (state.deadlineMs !== undefined && now() >= state.deadlineMs) check()
    },
    stop,
    setTimeoutMs(next: number) {
      verifyTimeout(next)
      limitMs = next
      touch()
    },
    get: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

const maxTimeoutMs = 24 * 60 * 60 * 1000

function verifyTimeout(timeoutMs: number): void {
  if (!(timeoutMs >= 1000 && timeoutMs <= maxTimeoutMs)) throw new AutoLockTimeoutError(timeoutMs)
}

export class AutoLockTimeoutError extends BaseError {
  override readonly name = 'Wallet.AutoLockTimeoutError'
  constructor(found: number) {
    super(`Expected an auto-lock time from one second to one day, found ${found} ms.`)
  }
}
