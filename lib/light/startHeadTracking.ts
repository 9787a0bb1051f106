import type { LightClient } from './createLightClient.ts'

export type HeadTrackingOptions = {
  client: Pick<LightClient, 'sync'>
  /** Between two questions while all is well; asked each time. */
  pollMs(): number
  /** Resolves after the time, or at once when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** Calls back when a new block is announced; returns how to end that. Polling goes on beside it. */
  watch?: ((onNews: () => void) => () => void) | undefined
}

const retryMs = [500, 1_000, 2_000, 4_000, 8_000]

/**
 * Starts to follow the head until it is stopped. Failures are in the client's state; after each the pause is longer.
 * `nudge` asks at once: on news, when the page wakes up, when a person wants to try again.
 */
export function startHeadTracking({ client, pollMs, sleep, watch }: HeadTrackingOptions): {
  nudge(): void
  stop(): Promise<void>
} {
  const stopped = new AbortController()
  let pause = new AbortController()
  const nudge = () => pause.abort()
  const leave = watch?.(nudge)

  async function run(): Promise<void> {
    let failures = 0
    while (!stopped.signal.aborted) {
      // Made before the question, so that news during the answer is not lost.
      pause = new AbortController()
      const isFine = await client.sync().then(
        () => true,
        () => false,
      )
      const waitMs = isFine ? pollMs() : retryMs[Math.min(failures, retryMs.length - 1)]!
      failures = isFine ? 0 : failures + 1
      if (!stopped.signal.aborted) await sleep(waitMs, AbortSignal.any([pause.signal, stopped.signal]))
    }
  }

  const running = run()
  return {
    nudge,
    async stop() {
      leave?.()
      stopped.abort()
      await running
    },
  }
}
