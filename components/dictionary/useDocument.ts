'use client'

import { useQuery } from '@tanstack/react-query'
import type { Hex } from '../../lib/bytes/hex.ts'
import { storageNodes } from '../../lib/ipfs/storageNodes.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { dictionaryWorker } from './dictionaryWorker.ts'

type Named = { id: string; version: string; hash: Hex; cid: string }

/** Returns the dictionary of a release or proposal, fetched from storage and checked here against CID and hash on chain. */
export function useDocument(named: Named | undefined) {
  return useQuery(useDocumentOptions()(named))
}

/** Returns how to ask for the document of a release; for lists of them. */
export function useDocumentOptions() {
  const chain = useChain()
  return (named: Named | undefined) => ({
    queryKey: ['dictionaryDocument', named?.cid, named?.hash],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const { id, version, hash, cid } = named!
      const { services } = await chain.config()
      return dictionaryWorker().fetchRelease({ id, version, hash, cid, nodes: storageNodes(services) }, { signal })
    },
    enabled: named !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10 * 60_000,
  })
}

/** Returns what an editor wrote in a review. */
export function useReviewDocument(cid: string) {
  const chain = useChain()
  return useQuery({
    queryKey: ['dictionaryReview', cid],
    queryFn: async ({ signal }) => {
      const { services } = await chain.config()
      return dictionaryWorker().fetchReview({ cid, nodes: storageNodes(services) }, { signal })
    },
    enabled: cid !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
}
