import type { HeadState } from './HeadState.ts'

export type HeadStore = {
  get(): HeadState
  set(state: HeadState): void
  subscribe(listener: () => void): () => void
}

/** Returns a store that holds the newest state of the head and tells its listeners about each change. */
export function createHeadStore(): HeadStore {
  let state: HeadState = { status: 'connecting' }
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    set: (next) => {
      state = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
