'use client'

import { useState } from 'react'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { DataSetRecord } from '../../lib/dataset/DataSetRecord.ts'
import { useMarket } from '../market/MarketProvider.tsx'
import { useTask } from '../wallet/useTask.ts'
import type { PublishStep, PublishWish } from './publishRecord.ts'

/** Returns how a stored data set gets to the market, step by step. Tried again, it goes on where it stopped. */
export function usePublish(record: DataSetRecord) {
  const market = useMarket()
  const task = useTask()
  const [step, setStep] = useState<PublishStep>()
  const [listing, setListing] = useState<Hex>()
  const start = (wish: PublishWish) =>
    task.run(async () => {
      try {
        const [{ publishRecord }, actor, agentUrl] = await Promise.all([
          import('./publishRecord.ts'),
          market.actor(),
          market.agentUrl(),
        ])
        setListing(await publishRecord({ actor, record, wish, agentUrl, onStep: setStep }))
      } finally {
        setStep(undefined)
      }
    })
  return { ...task, step, listing, start }
}
