import { keccak256 } from 'viem'
import type { Hex } from '../bytes/hex.ts'
import { decodeContent, decodeDataSet } from './DataSet.ts'
import { decodeOrder } from './Order.ts'
import type { OrderRow } from './OrderRow.ts'
import { checkDataSet } from './readListing.ts'
import { ForgedOrderError } from './readOrder.ts'
import { decodeTerms } from './Terms.ts'

/** Returns the order, terms and data set that an index brought: their hashes lead to the id of the order, and what else it said agrees. */
export function openOrderRow(row: OrderRow) {
  const id = row.id as Hex
  if (keccak256(row.order as Hex) !== id) throw new ForgedOrderError(id, 'details')
  const order = decodeOrder(row.order as Hex)
  if (keccak256(row.terms as Hex) !== order.listing) throw new ForgedOrderError(id, 'listing')
  const terms = decodeTerms(row.terms as Hex)
  const registered = { dataSet: decodeDataSet(row.dataSet as Hex), content: decodeContent(row.content as Hex) }
  checkDataSet(terms.dataSet, registered)
  const known = { buyer: order.buyer, seller: terms.seller, price: String(order.price), token: terms.token }
  for (const [name, value] of Object.entries(known)) {
    if (row[name as keyof typeof known] !== value.toLowerCase()) throw new ForgedOrderError(id, name)
  }
  return { order, terms, ...registered }
}
