import type { ChainReader } from '../ChainReader.ts'
import type { EpochArchive } from '../light/EpochArchive.ts'
import type { Pool } from '../Pool.ts'
import type { Filters } from './createFilters.ts'
import { heavyMethods, type Queries } from './createQueries.ts'
import type { Limits } from './Limits.ts'
import type { Methods } from './Method.ts'
import { createBlockMethods } from './methods/createBlockMethods.ts'
import { createChainMethods } from './methods/createChainMethods.ts'
import { createConfigMethods } from './methods/createConfigMethods.ts'
import { createDebugMethods } from './methods/createDebugMethods.ts'
import { createFeeMethods } from './methods/createFeeMethods.ts'
import { createFilterMethods } from './methods/createFilterMethods.ts'
import { createLightMethods } from './methods/createLightMethods.ts'
import { createPoolMethods } from './methods/createPoolMethods.ts'
import { createStateMethods } from './methods/createStateMethods.ts'
import { createTransactionMethods } from './methods/createTransactionMethods.ts'

export type MethodsDeps = {
  chain: ChainReader
  pool: Pool
  queries: Queries
  filters: Filters
  clientVersion: string
  limits: Limits
  now: () => number
  /** Checkpoints of epochs whose state is pruned; without it there are no methods for light clients. */
  archive?: Pick<EpochArchive, 'read'> | undefined
}

/** Returns every method that the gateway serves, by name. */
export function createMethods(deps: MethodsDeps): Methods {
  return {
    ...createChainMethods(deps),
    ...createBlockMethods(deps),
    ...createStateMethods(deps),
    ...createTransactionMethods(deps),
    ...createFeeMethods(deps),
    ...createFilterMethods(deps),
    ...createPoolMethods(deps),
    ...createDebugMethods(deps),
    ...createConfigMethods(deps),
    ...(deps.archive && createLightMethods(deps)),
    ...Object.fromEntries(heavyMethods.map((name) => [name, (params) => deps.queries.run(name, params)] as const)),
  }
}
