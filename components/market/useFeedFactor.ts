'use client'

import { zeroHash } from 'viem'
import type { Hex } from '../../lib/bytes/hex.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'

const unit = 10n ** 18n

/** Returns what a listing's prices are multiplied by now, with 18 decimals; undefined while it is not known. */
export function useFeedFactor(feed: Hex): bigint | undefined {
  const isFixed = feed === zeroHash
  const { data } = useChainQuery({
    queryKey: ['feedFactor', feed],
    queryFn: async (client) => {
      const { readFeedFactor } = await import('../../lib/market/readFeedFactor.ts')
      return readFeedFactor(client, feed)
    },
    enabled: !isFixed,
    againMs: () => 10_000,
  })
  return isFixed ? unit : data
}
