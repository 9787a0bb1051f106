'use client'

import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import { findLeftOut, type MadePurchase, parsePurchaseLog } from '../../lib/market/purchaseLog.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { purchaseLog } from './purchaseLog.ts'

/** Returns what was bought here, by this account and on this chain, and is not among the rows that an index told of. */
export function useLeftOut(buyer: Address, rows: readonly { id: string }[] | undefined): readonly MadePurchase[] {
  const chain = useChain()
  const text = useSyncExternalStore(purchaseLog.subscribe, purchaseLog.read, () => null)
  const { data: genesisHash } = useQuery({
    queryKey: ['genesisHash'],
    queryFn: async () => (await chain.config()).genesisHash ?? null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!rows || !genesisHash) return []
  return findLeftOut(parsePurchaseLog(text), { buyer, genesisHash, listed: new Set(rows.map(({ id }) => id)) })
}
