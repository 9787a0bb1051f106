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
export async function startProducer(data: ProducerWorkerData): Promise<ProducerHandle> {
  const worker = new Worker(new URL('./producerWorker.ts', import.meta.url), { workerData: data })
  let settle: { resolve: (turn: Turn) => void; reject: (error: Error) => void } | undefined
  let failure: Error | undefined
  const fail = (cause: unknown) => {
    failure ??= new ProducerDiedError(cause)
    settle?.reject(failure)
    settle = undefined
  }
  worker.on('error', fail)
  worker.on('exit', () => fail(undefined))
  await once(worker, 'message')
  worker.on('message', (turn: Turn) => {
    settle?.resolve(turn)
    settle = undefined
  })
  return {
    turn(request) {
      if (failure) return Promise.reject(failure)
      return new Promise((resolve, reject) => {
        settle = { resolve, reject }
        worker.postMessage(request)
      })
    },
    async stop() {
      if (failure) return
      worker.postMessage('close')
      await once(worker, 'exit')
    },
  }
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
