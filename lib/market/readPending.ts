import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import type { OrderState } from './Order.ts'
import type { OrderRow } from './OrderRow.ts'
import { openOrderRow } from './openOrderRow.ts'
import { ForgedOrderError, readOrderStatus } from './readOrder.ts'

const pendingStates: ReadonlySet<OrderState> = new Set(['drawing', 'paid', 'delivered'])

type Input = { client: NodeClient; rows: readonly OrderRow[]; seller: Address }
/** What buyers have paid and the chain still holds, by currency; and of how many orders the index told something else. */
export type Pending = { sums: ReadonlyMap<string, bigint>; refused: number }

/** Returns what is still in escrow for a seller: of the orders that an index told of, those that the chain has so. */
export async function readPending({ client, rows, seller }: Input): Promise<Pending> {
  const sums = new Map<string, bigint>()
  let refused = 0
  const add = async (row: OrderRow) => {
    try {
      const { order, terms } = openOrderRow(row)
      if (terms.seller.toLowerCase() !== seller.toLowerCase()) throw new ForgedOrderError(row.id as Hex, 'seller')
      const { state } = await readOrderStatus(client, row.id as Hex)
      if (state === 'none') throw new ForgedOrderError(row.id as Hex, 'payment')
      const token = terms.token.toLowerCase()
      if (pendingStates.has(state)) sums.set(token, (sums.get(token) ?? 0n) + order.price)
    } catch (error) {
      if (!(error instanceof Error) || !/Forged/.test(error.name)) throw error
      refused++
    }
  }
  await Promise.all(rows.filter(({ state }) => pendingStates.has(state)).map(add))
  return { sums, refused }
}
