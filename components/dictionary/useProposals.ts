'use client'

import type { Address } from '../../lib/bytes/hex.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { useChainTime } from '../providers/useChainTime.ts'

const againMs = () => 3_000

/** Returns all proposals, the newest first. */
export function useProposals() {
  return useChainQuery({
    queryKey: ['dictionaryProposals'],
    queryFn: async (client) => (await import('../../lib/dictionary/registry/readProposals.ts')).readProposals(client),
    againMs,
  })
}

/** Returns one proposal; `null` when there is none of that number. */
export function useProposal(number: number | undefined) {
  return useChainQuery({
    queryKey: ['dictionaryProposal', number],
    queryFn: async (client) => {
      const { readProposal } = await import('../../lib/dictionary/registry/readProposals.ts')
      return (await readProposal(client, number!)) ?? null
    },
    enabled: number !== undefined,
    againMs,
  })
}

/** Returns who reviewed and voted. */
export function useDecisions(number: number) {
  return useChainQuery({
    queryKey: ['dictionaryDecisions', number],
    queryFn: async (client) =>
      (await import('../../lib/dictionary/registry/readDecisions.ts')).readDecisions(client, number),
    againMs,
  })
}

/** Returns whether the account may review and vote. */
export function useIsEditor(account: Address | undefined) {
  return useChainQuery({
    queryKey: ['dictionaryEditor', account],
    queryFn: async (client) =>
      (await import('../../lib/dictionary/registry/readProposals.ts')).readIsEditor(client, account!),
    enabled: account !== undefined,
    staleTime: 30_000,
  })
}

/** Returns the time of the chain in seconds, by which deadlines are counted. */
export function useChainSeconds(): number | undefined {
  return useChainTime()?.seconds
}
