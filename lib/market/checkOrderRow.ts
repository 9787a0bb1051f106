import { keccak256 } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import type { GetBlock } from '../crypto/openData.ts'
import { decodeContent, decodeDataSet } from './DataSet.ts'
import type { Description } from './descriptionSchema.ts'
import { fetchDescription } from './fetchDescription.ts'
import { decodeOrder, type Order } from './Order.ts'
import type { OrderRow } from './OrderRow.ts'
import { checkDataSet } from './readListing.ts'
import { ForgedOrderError, type OrderStatus, readOrderStatus } from './readOrder.ts'
import { decodeTerms, type Terms } from './Terms.ts'

export type CheckedOrder = { order: Order; terms: Terms; status: OrderStatus; description: Description }
type Input = { client: NodeClient; row: OrderRow; buyer: Address; getBlock: GetBlock }

/**
 * Returns an order of this buyer as the chain has it, once what an index said of it agrees. How it stands is never taken
 * from the index, which may be a moment behind; the time of the purchase is the one thing left that it alone says.
 */
export async function checkOrderRow({ client, row, buyer, getBlock }: Input): Promise<CheckedOrder> {
  const id = row.id as Hex
  const facts = openRow(row)
  const { order, terms } = facts
  const told = [row.buyer, buyer.toLowerCase(), row.seller, row.price, row.token]
  const known = [order.buyer, order.buyer, terms.seller, String(order.price), terms.token].map((one) =>
    one.toLowerCase(),
  )
  const differs = told.findIndex((value, i) => value !== known[i])
  if (differs >= 0) throw new ForgedOrderError(id, ['buyer', 'buyer', 'seller', 'price', 'currency'][differs]!)
  const [status, description] = await Promise.all([readOrderStatus(client, id), fetchDescription(facts, getBlock)])
  if (status.state === 'none') throw new ForgedOrderError(id, 'payment')
  if (row.title !== null && row.title !== description.title) throw new ForgedOrderError(id, 'title')
  return { order, terms, status, description }
}

function openRow(row: OrderRow) {
  const id = row.id as Hex
  if (keccak256(row.order as Hex) !== id) throw new ForgedOrderError(id, 'details')
  const order = decodeOrder(row.order as Hex)
  if (keccak256(row.terms as Hex) !== order.listing) throw new ForgedOrderError(id, 'listing')
  const terms = decodeTerms(row.terms as Hex)
  const registered = { dataSet: decodeDataSet(row.dataSet as Hex), content: decodeContent(row.content as Hex) }
  checkDataSet(terms.dataSet, registered)
  return { order, terms, ...registered }
}
