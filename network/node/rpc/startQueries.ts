import { Worker } from 'node:worker_threads'
import { BaseError } from '../../../lib/errors.ts'
import type { HeavyMethod, Queries } from './createQueries.ts'
import type { ErrorObject } from './formatError.ts'
import { defaultLimits, type Limits } from './Limits.ts'
import { type Params, RawJson } from './Method.ts'
import { LimitExceededError, RequestTimeoutError, RpcError } from './RpcError.ts'

/** What goes to a query worker and what comes back. The answer is JSON text already: it is only passed on. */
export type QueryRequest = { id: number; method: HeavyMethod; params: Params }
export type QueryAnswer = { id: number; json: string } | { id: number; error: ErrorObject }
export type QueryWorkerData = { path: string; limits: Limits }

export type QueriesOptions = {
  /** Of the store; workers open it for reading. */
  path: string
  workers?: number | undefined
  limits?: Partial<Limits> | undefined
  /** Requests that wait for a worker. */
  queue?: number | undefined
  /** Starts a worker; another one in tests. */
  spawn?: ((data: QueryWorkerData) => Worker) | undefined
}

type Job = {
  request: QueryRequest
  askedAt: number
  resolve: (result: RawJson) => void
  reject: (error: Error) => void
}
type Slot = { worker: Worker | undefined; job: Job | undefined; timer: NodeJS.Timeout | undefined }

/*
 * Calls and traces run here, so that a contract that burns gas for seconds delays nobody but the one who asked. A worker
 * does one thing at a time; one that does not answer by the deadline is ended and a new one takes its place.
 */
/** Returns queries that run in worker threads over the store at that path. */
export function startQueries(options: QueriesOptions): Queries {
  const { spawn = spawnWorker } = options
  const limits = { ...defaultLimits, ...options.limits }
  const slots: Slot[] = Array.from({ length: options.workers ?? 1 }, () => ({
    worker: undefined,
    job: undefined,
    timer: undefined,
  }))
  const waiting: Job[] = []
  const maxWaiting = options.queue ?? limits.concurrentRequests
  let lastId = 0
  let stopped = false

  function start(slot: Slot): Worker {
    const worker = spawn({ path: options.path, limits })
    worker.on('message', (answer: QueryAnswer) => settle(slot, worker, answer))
    worker.on('error', (error) => replace(slot, worker, new QueryFailedError(error)))
    worker.on('exit', () => replace(slot, worker, new QueryFailedError('the worker ended')))
    worker.unref()
    return worker
  }

  function settle(slot: Slot, worker: Worker, answer: QueryAnswer): void {
    const { job } = slot
    // What a worker posted before it was replaced still arrives; the job of the next one must not end with it.
    if (slot.worker !== worker || job === undefined || job.request.id !== answer.id) return
    release(slot)
    if ('json' in answer) job.resolve(new RawJson(answer.json))
    else job.reject(new RpcError(answer.error.code, answer.error.message, { data: answer.error.data }))
    advance()
  }

  function release(slot: Slot): Job | undefined {
    clearTimeout(slot.timer)
    const { job } = slot
    slot.job = undefined
    slot.worker?.unref()
    return job
  }

  function replace(slot: Slot, worker: Worker, error: Error): void {
    if (slot.worker !== worker) return
    slot.worker = undefined
    void worker.terminate()
    release(slot)?.reject(error)
    if (stopped) return
    // The next caller should not pay for the start of a worker; one that cannot start is only tried when asked for.
    if (error instanceof RequestTimeoutError) slot.worker = start(slot)
    advance()
  }

  function advance(): void {
    for (const slot of slots) {
      if (slot.job !== undefined) continue
      const job = waiting.shift()
      if (job === undefined) return
      const timeoutMs = job.askedAt + limits.deadlineMs - performance.now()
      if (timeoutMs <= 0) {
        job.reject(new RequestTimeoutError(limits.deadlineMs))
        continue
      }
      slot.worker ??= start(slot)
      const { worker } = slot
      slot.job = job
      slot.timer = setTimeout(() => replace(slot, worker, new RequestTimeoutError(limits.deadlineMs)), timeoutMs)
      worker.ref()
      worker.postMessage(job.request)
    }
    // Those that waited too long were dropped above and left their worker free.
    if (waiting.length > 0 && slots.some(({ job }) => job === undefined)) advance()
  }

  for (const slot of slots) slot.worker = start(slot)

  return {
    run(method, params) {
      if (stopped) throw new QueryFailedError('the node is stopping')
      if (waiting.length >= maxWaiting) throw new LimitExceededError('too many calls wait, try again')
      return new Promise((resolve, reject) => {
        waiting.push({ request: { id: ++lastId, method, params }, askedAt: performance.now(), resolve, reject })
        advance()
      })
    },
    async stop() {
      stopped = true
      for (const job of waiting.splice(0)) job.reject(new QueryFailedError('the node is stopping'))
      await Promise.all(
        slots.map(async (slot) => {
          const { worker } = slot
          slot.worker = undefined
          release(slot)?.reject(new QueryFailedError('the node is stopping'))
          await worker?.terminate()
        }),
      )
    },
  }
}

function spawnWorker(workerData: QueryWorkerData): Worker {
  return new Worker(new URL('./queryWorker.ts', import.meta.url), { workerData })
}

export class QueryFailedError extends BaseError {
  override readonly name = 'Rpc.QueryFailedError'
  constructor(cause: unknown) {
    super('the call could not be run, try again', {
      cause,
      details: cause instanceof Error ? cause.message : String(cause),
    })
  }
}
