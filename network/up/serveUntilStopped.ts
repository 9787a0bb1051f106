import { BaseError } from '../../lib/errors.ts'
import type { Endpoints, ServiceMessage } from './launchService.ts'
import { stopSignal } from './stopSignal.ts'

export type RunningService = { endpoints: Endpoints; stop(): Promise<void> }

/**
 * Runs a service until Ctrl-C, or until the process that started it is gone; returns the exit code. The parent is told
 * the endpoints, or why it does not start. `onFault` ends the process, so that the parent starts it again.
 */
export async function serveUntilStopped(
  start: (options: { onFault: (error: unknown) => void }) => Promise<RunningService>,
): Promise<number> {
  const { promise: ended, resolve: end } = Promise.withResolvers<{ code: number; why: string }>()
  void stopSignal(() => process.exit(130)).then((signal) => end({ code: 0, why: signal }))
  if (process.send) process.once('disconnect', () => end({ code: 0, why: 'the process that started it is gone' }))
  try {
    const service = await start({ onFault: (error) => end({ code: 1, why: wordsOf(error) }) })
    tellParent({ kind: 'ready', endpoints: service.endpoints })
    console.log(`${new Date().toISOString()} ready: ${Object.values(service.endpoints).join(' ')}`)
    const { code, why } = await ended
    console.log(`${new Date().toISOString()} stopping: ${why}`)
    setTimeout(() => process.exit(1), stopMs).unref()
    await service.stop()
    // Nothing that is still open after that, a question that nobody answers for one, is worth waiting for.
    setTimeout(() => process.exit(code), lingerMs).unref()
    return code
  } catch (error) {
    if (error instanceof BaseError) tellParent({ kind: 'refused', message: error.message })
    throw error
  } finally {
    // The channel to the process that started this one would keep it alive.
    if (process.connected) process.disconnect()
  }
}

function tellParent(message: ServiceMessage): void {
  if (process.connected) process.send?.(message)
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

const stopMs = 15_000
const lingerMs = 250
