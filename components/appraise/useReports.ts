'use client'

import { useChainQuery } from '../providers/useChainQuery.ts'
import { usePlainClient } from './usePlainClient.ts'

/** Returns the reports of appraisers on a car that stand, newest first. */
export function useReports(vehicle: string) {
  const plain = usePlainClient()
  return useChainQuery({
    queryKey: ['reportsOf', vehicle],
    queryFn: async (client) => {
      const [{ readJobsOf }, logs] = await Promise.all([import('../../lib/appraisal/appraisalJob.ts'), plain()])
      const jobs = await readJobsOf({ client, logs }, BigInt(vehicle))
      return jobs.flatMap(({ id, state, report }) =>
        report && (state === 'submitted' || state === 'paid')
          ? [{ id, cid: report.cid, priceUsd: Number(report.price / 10n ** 18n), grade: report.grade }]
          : [],
      )
    },
    enabled: /^\d{1,30}$/.test(vehicle),
  })
}
