'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { Address } from '../../lib/bytes/hex.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import { useChainContext } from '../wallet/useChainContext.ts'
import { useTask } from '../wallet/useTask.ts'

/** Returns how to do one thing on the chain at a time; what pages have read is read again afterwards. */
export function useAct(address: Address) {
  const open = useChainContext(address)
  const queries = useQueryClient()
  const { busy, error, run, clear } = useTask()
  const act = (action: (context: ChainContext) => Promise<unknown>) =>
    run(async () => {
      const result = await action(await open())
      await queries.invalidateQueries()
      return result
    })
  return { busy, error, act, clear }
}
