'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { Call, electionCalls } from '../../lib/explorer/election.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { useTask } from '../wallet/useTask.ts'
import { useWalletLink } from '../wallet/WalletProvider.tsx'

export type ElectionAction = ReturnType<typeof useElection>

type Tools = {
  /** Sends through the wallet and waits for the block. */
  send(call: Call): Promise<void>
  /** Lets the election take so much QDT, where it may not yet. */
  allow(owner: Address, amount: bigint): Promise<void>
  calls: typeof electionCalls
}

/** Returns how to do something in the election: one at a time, with its hash while it is under way. */
export function useElection() {
  const chain = useChain()
  const { session } = useWalletLink()
  const queries = useQueryClient()
  const task = useTask()
  const [hash, setHash] = useState<Hex>()
  const [isDone, setDone] = useState(false)

  async function act(work: (tools: Tools) => Promise<void>): Promise<void> {
    setHash(undefined)
    setDone(false)
    const [wallet, client, module] = await Promise.all([
      session(),
      chain.client(),
      import('../../lib/explorer/election.ts'),
    ])
    const send = async (call: Call) => {
      const sent = await wallet.send(call)
      setHash(sent)
      await module.waitForSuccess(client, sent)
    }
    const allow = async (owner: Address, amount: bigint) => {
      const call = await module.readAllowanceCall(client, owner, amount)
      if (call) await send(call)
    }
    await work({ send, allow, calls: module.electionCalls })
    setDone(true)
    await queries.invalidateQueries({ queryKey: ['voter'] })
    await queries.invalidateQueries({ queryKey: ['candidates'] })
    await queries.invalidateQueries({ queryKey: ['candidacy'] })
  }

  return { ...task, hash, isDone, run: (work: (tools: Tools) => Promise<void>) => task.run(() => act(work)) }
}
