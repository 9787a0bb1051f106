import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { BaseError } from '../../../lib/errors.ts'
import type { Turn, TurnRequest } from './createProducer.ts'
import type { ProducerWorkerData } from './producerWorker.ts'

export type ProducerHandle = {
  /** One at a time. Rejects when the producer died; the node must then stop, and start again from the disk. */
  turn(request: TurnRequest): Promise<Turn>
  stop(): Promise<void>
}

/** Starts the producer in a thread of its own, so that building a block never delays an answer to a wallet. */
export async function startProducer(
  data: ProducerWorkerData,
  spawn: (data: ProducerWorkerData) => Worker = spawnWorker,
): Promise<ProducerHandle> {
  const worker = spawn(data)
  let waiting: { resolve: (message: unknown) => void; reject: (error: Error) => void } | undefined
  let failure: Error | undefined
  const answer = () =>
    new Promise<unknown>((resolve, reject) => {
      waiting = { resolve, reject }
    })
  const fail = (cause: unknown) => {
    failure ??= new ProducerDiedError(cause)
    waiting?.reject(failure)
    waiting = undefined
  }
  worker.on('error', fail)
  worker.on('exit', () => fail(undefined))
  worker.on('message', (message: unknown) => {
    waiting?.resolve(message)
    waiting = undefined
  })
  await answer()
  return {
    async turn(request) {
      if (failure) throw failure
      worker.postMessage(request)
      return (await answer()) as Turn
    },
    async stop() {
      if (failure) return
      worker.postMessage('close')
      await once(worker, 'exit')
    },
  }
}

function spawnWorker(workerData: ProducerWorkerData): Worker {
  return new Worker(new URL('./producerWorker.ts', import.meta.url), { workerData })
}

export class ProducerDiedError extends BaseError {
  override readonly name = 'Node.ProducerDiedError'
  constructor(cause: unknown) {
    super('Expected the producer thread to run, found it dead.', {
      cause,
      details: cause instanceof Error ? cause.message : 'the thread ended',
    })
  }
}
