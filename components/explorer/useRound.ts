'use client'

import { useDeferredValue, useMemo } from 'react'
import type { HeadState } from '../../lib/chain/HeadState.ts'
import { type Maker, readRound, type Turn } from '../../lib/explorer/readRound.ts'
import type { Schedule } from '../../lib/explorer/readSchedule.ts'
import { type ChainQueryResult, useChainQuery } from '../providers/useChainQuery.ts'

type Round = {
  turns: readonly Turn[] | undefined
  /** Who made the blocks of the round that the frame did not follow; while that is not known their turns stay open. */
  earlier: ChainQueryResult<readonly Maker[]>
}

/**
 * Returns the turns of the round that the next block belongs to. The frame follows the head; who made the blocks of the round
 * before that is read from their headers, which costs one request and no signatures.
 */
export function useRound(state: HeadState, schedule: Schedule | undefined): Round {
  const live = state.status === 'live' ? state : undefined
  const epoch = useDeferredValue(schedule)
  const next = (live?.head.number ?? 0) + 1
  const first = epoch && next - (next % epoch.validators.length)
  const oldest = live?.recent.at(-1)?.number
  const earlier = useChainQuery<readonly Maker[]>({
    queryKey: ['roundMakers', first, oldest],
    queryFn: async (client) => {
      const { readHeaders } = await import('../../lib/chain/readHeaders.ts')
      const headers = await readHeaders(client, first!, oldest! - first!)
      return headers.map(({ number, miner }) => ({ number, producer: miner }))
    },
    enabled: first !== undefined && oldest !== undefined && first < oldest,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const makers = earlier.data
  const turns = useMemo(
    () => (live && epoch ? readRound(epoch, [...live.recent, ...(makers ?? [])], live.head.number) : undefined),
    [live, epoch, makers],
  )
  return { turns, earlier }
}
