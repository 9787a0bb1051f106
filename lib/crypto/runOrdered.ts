type Options = { /** How many items are in work at a time. */ concurrency?: number; signal?: AbortSignal }

/** Returns the results of the work in the order of the items; items are taken only as fast as results are. */
export async function* runOrdered<T, R>(
  items: AsyncIterable<T>,
  work: (item: T) => Promise<R>,
  { concurrency = 4, signal }: Options,
): AsyncGenerator<R> {
  const iterator = items[Symbol.asyncIterator]()
  const running: Promise<R>[] = []
  try {
    for (;;) {
      const { done, value } = await untilAborted(iterator.next(), signal)
      if (done) break
      const result = work(value)
      // Reported when its turn comes; until then it must not count as unhandled.
      result.catch(() => {})
      running.push(result)
      if (running.length >= concurrency) yield await untilAborted(running.shift()!, signal)
    }
    while (running.length > 0) yield await untilAborted(running.shift()!, signal)
  } finally {
    // Not awaited: a source that hangs would keep the caller from hearing that it cancelled.
    iterator.return?.()?.catch(() => {})
  }
}

/** Returns what the promise gives, or throws the signal's reason as soon as that is aborted. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  signal.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
