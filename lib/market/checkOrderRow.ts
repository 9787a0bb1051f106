import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import type { GetBlock } from '../crypto/openData.ts'
import type { Description } from './descriptionSchema.ts'
import { fetchDescription } from './fetchDescription.ts'
import type { Order } from './Order.ts'
import type { OrderRow } from './OrderRow.ts'
import { openOrderRow } from './openOrderRow.ts'
import { ForgedOrderError, type OrderStatus, readOrderStatus } from './readOrder.ts'
import type { Terms } from './Terms.ts'

export type CheckedOrder = { order: Order; terms: Terms; status: OrderStatus; description: Description }
/** An account, and its part in the orders that an index was asked for. */
export type Party = { account: Address; as: 'buyer' | 'seller' }
type Input = { client: NodeClient; row: OrderRow; party: Party; getBlock: GetBlock }

/**
 * Returns an order of this buyer or seller as the chain has it, once what an index said of it agrees. How it stands is never taken
 * from the index, which may be a moment behind; the time of the purchase is the one thing left that it alone says.
 */
export async function checkOrderRow({ client, row, party, getBlock }: Input): Promise<CheckedOrder> {
  const id = row.id as Hex
  const facts = openOrderRow(row)
  const { order, terms } = facts
  if (row[party.as] !== party.account.toLowerCase()) throw new ForgedOrderError(id, party.as)
  const [status, description] = await Promise.all([readOrderStatus(client, id), fetchDescription(facts, getBlock)])
  if (status.state === 'none') throw new ForgedOrderError(id, 'payment')
  if (row.title !== null && row.title !== description.title) throw new ForgedOrderError(id, 'title')
  return { order, terms, status, description }
}
