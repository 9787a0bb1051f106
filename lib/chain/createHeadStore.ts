import type { HeadState } from './HeadState.ts'

/** A value that changes, and who wants to hear of it. */
export type Store<value> = {
  get(): value
  set(state: value): void
  subscribe(listener: () => void): () => void
}
export type HeadStore = Store<HeadState>

/** Returns a store that holds the newest state of the head and tells its listeners about each change. */
export const createHeadStore = (): HeadStore => createStore<HeadState>({ status: 'connecting' })

/** Returns a store that holds a value and tells its listeners about each change. */
export function createStore<value>(state: value): Store<value> {
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
