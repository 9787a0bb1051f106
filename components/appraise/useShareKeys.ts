'use client'

import type { VehicleRecord } from '../../lib/appraisal/VehicleLife.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import { useDesk } from './useDesk.ts'
import { useOpeners } from './useOpeners.ts'
import { useStorageNodes } from './useStorageNodes.ts'

/** Returns how to seal the keys of records of a car to an account. */
export function useShareKeys(vehicleId: bigint) {
  const desk = useDesk()
  const nodes = useStorageNodes()
  const openers = useOpeners(vehicleId)
  return async (context: ChainContext, what: { to: Address; records: readonly VehicleRecord[] }): Promise<number> => {
    const { shareKeys } = await import('./shareKeys.ts')
    return shareKeys(await desk(context), { vehicleId, nodes: await nodes(), ...openers, ...what })
  }
}
