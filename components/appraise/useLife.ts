'use client'

import { useChainQuery } from '../providers/useChainQuery.ts'
import { usePlainClient } from './usePlainClient.ts'

/** Returns a car and its checked records, and what the chain says about its value; null where there is no such car. */
export function useLife(id: string) {
  const plain = usePlainClient()
  return useChainQuery({
    queryKey: ['vehicleLife', id],
    queryFn: async (client) => {
      const [{ parseVehicleId }, { readLife }, logs] = await Promise.all([
        import('../../lib/appraisal/readVehicle.ts'),
        import('../../lib/appraisal/readLife.ts'),
        plain(),
      ])
      return (await readLife({ client, logs }, parseVehicleId(id))) ?? null
    },
    enabled: id !== '',
    againMs: () => 15_000,
  })
}
