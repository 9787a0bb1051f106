'use client'

import { developmentOffices } from '../../lib/chain/developmentOffices.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { usePlainClient } from './usePlainClient.ts'

const { appraiser, secondAppraiser, thirdAppraiser } = developmentOffices

/** Returns who appraises cars, how their jobs ended, and where they work where they say so. */
export function useAppraisers() {
  const plain = usePlainClient()
  return useChainQuery({
    queryKey: ['appraisers'],
    queryFn: async (client) => {
      const [{ readAppraisers }, logs] = await Promise.all([import('../../lib/appraisal/readAppraisers.ts'), plain()])
      return readAppraisers({ client, logs, hints: [appraiser, secondAppraiser, thirdAppraiser] })
    },
    staleTime: 30_000,
  })
}
