import type { Address } from '../../lib/bytes/hex.ts'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import type { IncomeRow } from '../../lib/market/OrderRow.ts'
import type { MarketLink } from '../market/MarketProvider.tsx'

type Input = { client: NodeClient; market: MarketLink; row: IncomeRow; payee: Address }

/** Throws unless the receipts have a payment that an index told of, for the order that it names. */
export async function checkIncome({ client, market, row, payee }: Input): Promise<void> {
  const [{ checkIncomeRow }, api] = await Promise.all([import('../../lib/market/checkIncomeRow.ts'), market.api()])
  const page = await api?.readOrder(row.order)
  await checkIncomeRow({ client, row, orderRow: page?.rows[0], payee, getBlock: market.getBlock })
}
