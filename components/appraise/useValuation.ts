'use client'

import { useQuery } from '@tanstack/react-query'
import type { VehicleEvidence } from '../../lib/appraisal/VehicleEvidence.ts'
import { startAppraisal } from '../../workers/appraisal.ts'

let worker: ReturnType<typeof startAppraisal> | undefined

/** Returns the value of a car from its evidence, worked out beside the page. */
export function useValuation(evidence: VehicleEvidence | undefined) {
  return useQuery({
    queryKey: ['valuation', evidence],
    queryFn: ({ signal }) => {
      worker ??= startAppraisal()
      return worker.value({ evidence: evidence! }, { signal })
    },
    enabled: evidence !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
