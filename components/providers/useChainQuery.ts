'use client'

import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import { findOwn } from '../../lib/chain/nameError.ts'
import { combineEvidence, type ReadProof } from '../../lib/light/ReadProof.ts'
import { askAgainMs } from './askAgainMs.ts'
import { useChain } from './ChainProvider.tsx'

type ChainQuery<value> = {
  queryKey: readonly unknown[]
  queryFn(client: NodeClient): Promise<value>
  enabled?: boolean
  /** How long an answer stands before it is read again; for ever where the chain cannot change it. */
  staleTime?: number
  /** After how long an answer is read again by itself, or `false` when it is settled. */
  againMs?(value: value | undefined): number | false
}
type Answer<value> = { value: value; proof: ReadProof }

/** What a read of the chain gives: the query, and what its value rests on, for the shield. */
export type ChainQueryResult<value> = UseQueryResult<value> & { readonly proof: ReadProof }

/** Returns a query over a read of the chain; the client comes from the frame, and the light client checks its answers. */
export function useChainQuery<value>({
  queryKey,
  queryFn,
  enabled = true,
  staleTime = 0,
  againMs,
}: ChainQuery<value>): ChainQueryResult<value> {
  const chain = useChain()
  const query = useQuery({
    queryKey,
    queryFn: async (): Promise<Answer<value>> => {
      const { client, evidence } = await chain.proving()
      const value = await queryFn(client).catch(throwOwn)
      return { value, proof: combineEvidence(evidence()) }
    },
    staleTime,
    enabled,
    refetchInterval: ({ state }) => askAgainMs(againMs?.(state.data?.value) ?? false, state),
  })
  // The query itself tells by its getters what a component looks at, so it is not copied.
  return Object.create(query, {
    data: { get: () => query.data?.value },
    proof: { get: () => proofOf(query.error, query.data?.proof) },
  }) as ChainQueryResult<value>
}

function proofOf(error: Error | null, proof: ReadProof | undefined): ReadProof {
  if (error) return { kind: 'failed', name: error.name, message: error.message }
  return proof ?? { kind: 'reading' }
}

/** Libraries wrap errors that go through them; screens switch on the name that ours gave. What a contract says stays. */
function throwOwn(error: unknown): never {
  const own = findOwn(error)
  throw own && !ofContract.has(own.name) ? own : error
}

const ofContract = new Set(['Light.RevertedError', 'Light.CallFailedError'])
