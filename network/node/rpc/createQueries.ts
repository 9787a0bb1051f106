import type { ChainReader } from '../ChainReader.ts'
import type { Limits } from './Limits.ts'
import type { Methods, Params } from './Method.ts'
import { createCallMethods, type QueryDeps } from './methods/createCallMethods.ts'
import { createLogMethods } from './methods/createLogMethods.ts'
import { createQbftMethods } from './methods/createQbftMethods.ts'
import { createSimulateMethods } from './methods/createSimulateMethods.ts'
import { createTraceMethods } from './methods/createTraceMethods.ts'

/** The names of the methods that take long enough to stand in everybody's way; they run in a query worker. */
export const heavyMethods = [
  'eth_call',
  'eth_estimateGas',
  'eth_createAccessList',
  'eth_simulateV1',
  'eth_getLogs',
  'debug_traceTransaction',
  'debug_traceBlockByNumber',
  'debug_traceBlockByHash',
  'debug_traceCall',
  'qbft_getValidatorsByBlockNumber',
  'qbft_getValidatorsByBlockHash',
  'qbft_getSignerMetrics',
] as const
export type HeavyMethod = (typeof heavyMethods)[number]

/** Where heavy methods run. */
export type Queries = {
  run(method: HeavyMethod, params: Params): Promise<unknown>
  stop(): Promise<void>
}

/** Returns the heavy methods themselves; the same in the gateway's thread and in a query worker. */
export function createHeavyMethods(deps: QueryDeps): Methods {
  return {
    ...createCallMethods(deps),
    ...createSimulateMethods(deps),
    ...createTraceMethods(deps),
    ...createLogMethods(deps),
    ...createQbftMethods(deps),
  }
}

/** Returns queries that run in this thread: for tests, and where nobody else needs it. */
export function createQueries(options: { chain: ChainReader; limits: Limits; now?: () => number }): Queries {
  const methods = createHeavyMethods({ ...options, now: options.now ?? Date.now })
  return {
    run: async (method, params) => methods[method]!(params, { address: '' }),
    stop: async () => {},
  }
}
