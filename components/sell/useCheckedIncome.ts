'use client'

import type { Address } from '../../lib/bytes/hex.ts'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import { nameError } from '../../lib/chain/nameError.ts'
import type { IncomeRow } from '../../lib/market/OrderRow.ts'
import { isLie } from '../market/isLie.ts'
import { type MarketLink, useMarket } from '../market/MarketProvider.tsx'
import { useChain } from '../providers/ChainProvider.tsx'
import { type ChainQueryResult, useChainQuery } from '../providers/useChainQuery.ts'
import type { StatedIncome } from './formatStatement.ts'

/** Returns whether the receipts have a payment that an index told of; what is settled stays so. */
export function useCheckedIncome(row: IncomeRow, payee: Address, isWanted: boolean): ChainQueryResult<true> {
  const market = useMarket()
  return useChainQuery({
    queryKey: ['checkedIncome', payee, row],
    queryFn: async (client) => {
      await check({ client, market, row, payee })
      return true as const
    },
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Returns how to check payments for a statement, told how many were looked at. What an index lied about is left out. */
export function useStatedIncomes(payee: Address) {
  const market = useMarket()
  const chain = useChain()
  return async (rows: readonly IncomeRow[], onProgress: (looked: number) => void): Promise<StatedIncome[]> => {
    const { client } = await chain.proving()
    const stated: StatedIncome[] = []
    for (const [i, row] of rows.entries()) {
      const fault = await check({ client, market, row, payee }).catch((error: unknown) => nameError(error))
      if (!fault || !isLie({ name: fault })) stated.push({ row, isChecked: !fault })
      onProgress(i + 1)
    }
    return stated
  }
}

type Check = { client: NodeClient; market: MarketLink; row: IncomeRow; payee: Address }

async function check({ client, market, row, payee }: Check): Promise<void> {
  const [{ checkIncomeRow }, api] = await Promise.all([import('../../lib/market/checkIncomeRow.ts'), market.api()])
  const page = await api?.readOrder(row.order)
  await checkIncomeRow({ client, row, orderRow: page?.rows[0], payee, getBlock: market.getBlock })
}
