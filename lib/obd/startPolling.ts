import { BaseError } from '../errors.ts'
import { pause } from '../rpc/sleep.ts'
import type { Answer } from './createAsker.ts'
import { createPollPlan, type PollSignal } from './createPollPlan.ts'
import type { Reading } from './Reading.ts'
import type { Session } from './startSession.ts'

export type PollBatch = { atMs: number; readings: readonly Reading[]; answer: Answer }

export type PollingOptions = {
  signals: readonly PollSignal[]
  onBatch(batch: PollBatch): void
  /** One request failed; polling goes on. */
  onMiss?(name: string, pids: readonly string[]): void
  /** Polling ended: the adapter is gone. */
  onLost(reason: BaseError): void
  maxQueriesPerSecond?: number
  now?: () => number
}

/**
 * Asks for the signals again and again, each at its rate, several at once where the car allows it. A parameter that the car
 * does not answer is asked less and less often rather than given up.
 */
export function startPolling(session: Session, options: PollingOptions) {
  const { now = () => performance.now() } = options
  const controller = new AbortController()
  const plan = createPollPlan(options.signals, { join: session.canJoin ? 6 : 1, startMs: now() })
  const floorMs = options.maxQueriesPerSecond ? 1000 / options.maxQueriesPerSecond : 0
  const done = run()

  async function run(): Promise<void> {
    while (!controller.signal.aborted) {
      const startedMs = now()
      const pids = plan.take(startedMs)
      if (pids.length > 0) await poll(pids)
      const idleMs = pids.length === 0 ? plan.waitMs(now()) : floorMs - (now() - startedMs)
      if (idleMs > 0) await pause(idleMs, controller.signal)
    }
  }

  async function poll(pids: readonly string[]): Promise<void> {
    try {
      const answer = await session.request(`01${pids.join('')}`, { signal: controller.signal, retries: 1 })
      const readings = answer.decoded.values
      const seen = new Set(readings.map(({ pid }) => pid))
      for (const pid of pids) if (!seen.has(pid)) plan.miss(pid, now())
      options.onBatch({ atMs: answer.receivedMs, readings, answer })
    } catch (error) {
      if (controller.signal.aborted) return
      const lost = session.lost()
      if (lost || !(error instanceof BaseError) || error.name === 'Obd.NoPromptError') {
        controller.abort()
        options.onLost(lost ?? (error instanceof BaseError ? error : new PollingFailedError(error)))
        return
      }
      for (const pid of pids) plan.miss(pid, now())
      options.onMiss?.(error.name, pids)
      // Six at once that fail may each work alone.
      if (pids.length > 1) plan.narrow()
    }
  }

  return {
    async stop(): Promise<void> {
      controller.abort()
      await done
    },
  }
}

export class PollingFailedError extends BaseError {
  override readonly name = 'Obd.PollingFailedError'
  constructor(cause: unknown) {
    super('Reading from the car ended by an error.', { cause })
  }
}
