'use client'

import { useState } from 'react'
import { rangeOfStage } from '../../lib/market/Order.ts'
import type { OpenedStage } from '../../lib/market/openPurchase.ts'
import type { Purchase } from '../../lib/market/readPurchase.ts'
import { useTask } from '../wallet/useTask.ts'
import { useMarket } from './MarketProvider.tsx'

type Opened = { bytes: Uint8Array<ArrayBuffer>; chunks: number; stages: readonly OpenedStage[] }

/** Returns how to open a purchase: keys unwrapped, every chunk fetched, checked and decrypted in workers. */
export function useOpening(purchase: Purchase) {
  const market = useMarket()
  const task = useTask()
  const [done, setDone] = useState(0)
  const [result, setResult] = useState<Opened>()
  const total = countChunks(purchase)

  const open = () =>
    task.run(async () => {
      setDone(0)
      const [{ openPurchase }, actor] = await Promise.all([import('../../lib/market/openPurchase.ts'), market.actor()])
      const { client } = await actor.context()
      const parts: Uint8Array[] = []
      const stages = await openPurchase({
        ...{ client, order: purchase.order, status: purchase.status, deliveries: purchase.deliveries },
        ...{ description: purchase.description, seed: await actor.seed(), getBlock: market.getBlock },
        openChunk: actor.pool().openChunk,
        onChunk(plain) {
          parts.push(plain)
          setDone(parts.length)
        },
      })
      setResult({ bytes: join(parts), chunks: parts.length, stages })
    })

  return { ...task, open, done, total, result }
}

function countChunks({ order, deliveries }: Purchase): number {
  if (order.samples > 0) return order.samples
  return [...deliveries.keys()].reduce((sum, stage) => {
    const { from, to } = rangeOfStage(order, stage)
    return sum + to - from
  }, 0)
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
