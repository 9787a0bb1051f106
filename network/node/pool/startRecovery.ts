import { Worker } from 'node:worker_threads'
import { type Address, encodeHex } from '../../../lib/bytes/hex.ts'
import { BaseError } from '../../../lib/errors.ts'
import { InvalidSignatureError } from './decodeTransaction.ts'

/** Returns who signed the digest; rejects when the signature (r || s || parity) belongs to no key. */
export type Recover = (signingHash: Uint8Array, signature: Uint8Array) => Promise<Address>

export const bytesPer = 32 + 65
export const bytesOut = 1 + 20
const maxBatch = 256
const batchTimeoutMs = 20_000

/*
 * What goes to the worker and what comes back, once for each request. The pool and the engine trust these senders, so the
 * number says to which batch an answer belongs: one for another batch is a fault and never a sender.
 */
export type RecoveryRequest = { id: number; batch: Uint8Array<ArrayBuffer> }
export type RecoveryAnswer = { id: number; senders: Uint8Array<ArrayBuffer> }

type Job = { input: Uint8Array; resolve: (sender: Address) => void; reject: (error: Error) => void }

/*
 * One worker thread recovers signatures. What arrives while it is busy makes the next batch, so a single transaction
 * goes out at once and a flood pays for few messages. A worker that dies or hangs fails its batch and is replaced.
 */
/** Starts the worker; `recover` rejects with a typed error on a bad signature or when the worker fails. */
export function startRecovery(spawn: () => Worker = spawnWorker): { recover: Recover; stop(): Promise<void> } {
  let worker: Worker | undefined
  let waiting: Job[] = []
  let batch: Job[] = []
  let lastId = 0
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  function start(): Worker {
    const started = spawn()
    started.on('message', (answer: RecoveryAnswer) => finish(started, answer))
    started.on('error', (cause) => fail(started, new RecoveryFailedError('the worker failed', cause)))
    started.on('exit', () => fail(started, new RecoveryFailedError('the worker ended')))
    started.unref()
    return started
  }

  function send(): void {
    if (batch.length > 0 || waiting.length === 0) return
    batch = waiting.slice(0, maxBatch)
    waiting = waiting.slice(maxBatch)
    const request: RecoveryRequest = { id: ++lastId, batch: new Uint8Array(batch.length * bytesPer) }
    for (const [i, job] of batch.entries()) request.batch.set(job.input, i * bytesPer)
    worker ??= start()
    const used = worker
    used.ref()
    timer = setTimeout(() => fail(used, new RecoveryFailedError('no answer in time')), batchTimeoutMs)
    used.postMessage(request, [request.batch.buffer])
  }

  function finish(answering: Worker, { id, senders }: RecoveryAnswer): void {
    // What a worker posted before it was given up still arrives.
    if (answering !== worker) return
    if (id !== lastId || senders.length !== batch.length * bytesOut) {
      fail(answering, new RecoveryFailedError('the worker answered another batch'))
      return
    }
    clearTimeout(timer)
    const done = batch
    batch = []
    worker.unref()
    send()
    for (const [i, job] of done.entries()) settle(job, senders.subarray(i * bytesOut, (i + 1) * bytesOut))
  }

  function fail(failed: Worker, error: Error): void {
    if (failed !== worker) return
    clearTimeout(timer)
    worker = undefined
    void failed.terminate()
    const lost = batch
    batch = []
    for (const job of lost) job.reject(error)
    if (!stopped) send()
  }

  return {
    recover(signingHash, signature) {
      if (stopped) return Promise.reject(new RecoveryFailedError('it was stopped'))
      const input = new Uint8Array(bytesPer)
      input.set(signingHash)
      input.set(signature, 32)
      return new Promise((resolve, reject) => {
        if (waiting.push({ input, resolve, reject }) === 1) queueMicrotask(send)
      })
    },
    async stop() {
      stopped = true
      const error = new RecoveryFailedError('it was stopped')
      for (const job of waiting.splice(0)) job.reject(error)
      const ended = worker
      if (ended) fail(ended, error)
      await ended?.terminate()
    },
  }
}

function spawnWorker(): Worker {
  return new Worker(new URL('./recoverWorker.ts', import.meta.url))
}

function settle(job: Job, answer: Uint8Array): void {
  if (answer[0] === 1) job.resolve(encodeHex(answer.subarray(1)))
  else job.reject(new InvalidSignatureError('a public key behind it'))
}

export class RecoveryFailedError extends BaseError {
  override readonly name = 'Pool.RecoveryFailedError'
  constructor(found: string, cause?: unknown) {
    super(`internal error: the sender could not be recovered because ${found}. Send the transaction again.`, { cause })
  }
}
