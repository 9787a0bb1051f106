import { parentPort, workerData } from 'node:worker_threads'
import { loadKeccak } from '../../../lib/bytes/keccak256.ts'
import { openStore } from '../store/openStore.ts'
import { createHeavyMethods } from './createQueries.ts'
import { formatError } from './formatError.ts'
import type { QueryAnswer, QueryRequest, QueryWorkerData } from './startQueries.ts'

const { path, limits } = workerData as QueryWorkerData
await loadKeccak()
const chain = openStore({ path, readOnly: true })
const methods = createHeavyMethods({ chain, limits, now: Date.now })

parentPort?.on('message', async (request: QueryRequest) => {
  parentPort?.postMessage(await answer(request))
})

async function answer({ id, method, params }: QueryRequest): Promise<QueryAnswer> {
  try {
    // Whoever was told of a block may ask about it at once.
    chain.refresh()
    return { id, json: JSON.stringify(await methods[method]!(params, { address: '' })) ?? 'null' }
  } catch (error) {
    return { id, error: formatError(error) }
  }
}
