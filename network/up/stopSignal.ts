/**
 * Resolves on the first SIGINT or SIGTERM; calls `onSecond` on a later one. Ctrl-C under npm arrives twice, from the
 * terminal and passed on by npm, so what follows within a second is the same wish.
 */
export function stopSignal(onSecond: () => void): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>()
  let askedAt: number | undefined
  const onSignal = (signal: NodeJS.Signals) => {
    askedAt ??= performance.now()
    if (performance.now() - askedAt > sameWishMs) onSecond()
    resolve(signal)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return promise
}

const sameWishMs = 1_000
