/** For tests: counts the listeners that wait for the abort of that signal, from now on. */
export function countListeners(signal: AbortSignal): () => number {
  const waiting = new Set<unknown>()
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    waiting.add(args[1])
    add(...args)
  }
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    waiting.delete(args[1])
    remove(...args)
  }
  return () => (signal.aborted ? 0 : waiting.size)
}
