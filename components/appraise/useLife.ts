'use client'

import { useChainQuery } from '../providers/useChainQuery.ts'

/** Returns a car and its checked records, and what the chain says about its value; null where there is no such car. */
export function useLife(id: string) {
  return useChainQuery({
    queryKey: ['vehicleLife', id],
    queryFn: async (client) => {
      const [{ parseVehicleId }, { readLife }] = await Promise.all([
        import('../../lib/appraisal/readVehicle.ts'),
        import('../../lib/appraisal/readLife.ts'),
      ])
      return (await readLife({ client }, parseVehicleId(id))) ?? null
    },
    enabled: id !== '',
    againMs: () => 15_000,
  })
}
