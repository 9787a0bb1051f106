'use client'

import type { VehicleLife } from '../../lib/appraisal/readLife.ts'
import type { ObdSnapshot } from '../../lib/appraisal/VehicleEvidence.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'

type Told = { obd?: ObdSnapshot | undefined; firstRegisteredAt?: number | undefined }

/** Returns the evidence of a car: its life, the oracle's prices, sales of its like, and what the reader adds. */
export function useEvidence(life: VehicleLife, told: Told = {}) {
  return useChainQuery({
    queryKey: ['evidence', String(life.vehicle.id), life.vehicle.head, told],
    queryFn: async (client) => {
      const { gatherEvidence } = await import('../../lib/appraisal/gatherEvidence.ts')
      return gatherEvidence({ client }, life, told)
    },
    staleTime: 60_000,
  })
}
