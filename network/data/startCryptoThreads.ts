import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type CryptoPool, createCryptoPool, poolSize } from '../../lib/crypto/createCryptoPool.ts'
import type { CryptoApi } from '../../lib/crypto/cryptoApi.ts'
import { connect, type Port } from '../../lib/rpc/rpc.ts'

/** They hold buffers, not objects: a small nursery keeps the memory of a large file small. */
const resourceLimits = { maxYoungGenerationSizeMb: 1 }

/** Starts the threads that seal and open data; the same pool as in a browser. */
export function startCryptoThreads({ size = poolSize(availableParallelism()) } = {}): CryptoPool {
  return createCryptoPool({ size, start: startThread })
}

function startThread() {
  const { port1, port2 } = new MessageChannel()
  const workerData = { port: port2 }
  const url = new URL('./cryptoWorker.ts', import.meta.url)
  const thread = new Worker(url, { workerData, transferList: [port2 as never], resourceLimits })
  const crash = (message: string) => port1.dispatchEvent(Object.assign(new Event('error'), { message }))
  thread.on('error', (error: Error) => crash(error.message))
  thread.on('exit', (code) => code !== 0 && crash(`exit code ${code}`))
  const port: Port = {
    postMessage: (message, buffers) => port1.postMessage(message, buffers),
    addEventListener: (type, listener) => port1.addEventListener(type, listener),
    removeEventListener: (type, listener) => port1.removeEventListener(type, listener),
    start: () => port1.start(),
    terminate() {
      port1.close()
      void thread.terminate()
    },
  }
  return connect<CryptoApi>(port)
}
