import type { CallOptions, Remote } from '../rpc/rpc.ts'
import type { CryptoApi } from './cryptoApi.ts'
import type { CheckJob, OpenJob } from './openChunk.ts'
import type { SealJob } from './sealChunk.ts'

export type CryptoWorker = Remote<CryptoApi>
type Slot = { worker: CryptoWorker; jobs: number }

/**
 * Returns the crypto operations spread over several workers: the least busy takes the next chunk. A worker that crashes
 * rejects the chunks it held and is replaced, so that going on from the last checkpoint works.
 */
export function createCryptoPool({ size, start }: { size: number; start: () => CryptoWorker }) {
  const slots: Slot[] = Array.from({ length: size }, () => ({ worker: start(), jobs: 0 }))

  async function callOne<T>(call: (worker: CryptoWorker) => Promise<T>): Promise<T> {
    const slot = slots.reduce((best, other) => (other.jobs < best.jobs ? other : best))
    const { worker } = slot
    slot.jobs++
    try {
      return await call(worker)
    } catch (error) {
      if (isCrash(error) && slot.worker === worker) slot.worker = start()
      throw error
    } finally {
      slot.jobs--
    }
  }

  async function run<T>(bytes: Uint8Array, call: (worker: CryptoWorker) => Promise<T>): Promise<T> {
    const { length } = bytes
    try {
      return await callOne(call)
    } catch (error) {
      // A worker that crashed earlier is noticed by the next call, which never reached it: its bytes are still here.
      if (!isCrash(error) || bytes.length !== length) throw error
      return callOne(call)
    }
  }

  return {
    /** How many chunks are in work at a time: one more than workers. Two more each gain nothing that is sure, and take memory. */
    inWork: size + 1,
    sealChunk: (job: SealJob, signal?: AbortSignal) =>
      run(job.plain, (worker) => worker.sealChunk(job, moving(job.plain, signal))),
    openChunk: (job: OpenJob, signal?: AbortSignal) =>
      run(job.block, (worker) => worker.openChunk(job, moving(job.block, signal))),
    checkChunk: (job: CheckJob, signal?: AbortSignal) =>
      run(job.block, (worker) => worker.checkChunk(job, moving(job.block, signal))),
    stop: () => {
      for (const { worker } of slots) worker.stop()
    },
  }
}
export type CryptoPool = ReturnType<typeof createCryptoPool>

/** Returns how many workers this machine can use. */
export function poolSize(processors = globalThis.navigator?.hardwareConcurrency ?? 2): number {
  return Math.min(8, Math.max(1, processors))
}

function isCrash(error: unknown): boolean {
  return (error as Error).name === 'Rpc.WorkerCrashedError'
}

/** Moves the bytes if they have a buffer of their own; a part of a larger one is copied, for others may still need the rest. */
function moving(bytes: Uint8Array, signal: AbortSignal | undefined): CallOptions {
  const options: CallOptions = signal ? { signal } : {}
  if (bytes.byteLength === 0 || bytes.byteLength !== bytes.buffer.byteLength) return options
  return { ...options, transfer: [bytes.buffer as ArrayBuffer] }
}
