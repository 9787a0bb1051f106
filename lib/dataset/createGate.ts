import { untilAborted } from '../crypto/runOrdered.ts'

/** Returns what lets work pass until it is closed, and holds it until it is opened again. */
export function createGate() {
  let waiting: PromiseWithResolvers<void> | undefined
  return {
    isClosed: () => waiting !== undefined,
    close(): void {
      waiting ??= Promise.withResolvers()
    },
    open(): void {
      waiting?.resolve()
      waiting = undefined
    },
    pass: async (signal?: AbortSignal): Promise<void> => {
      if (waiting) await untilAborted(waiting.promise, signal)
    },
  }
}
export type Gate = ReturnType<typeof createGate>
