import { keccak256 } from 'viem'
import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import type { GetBlock } from '../crypto/openData.ts'
import { type Content, type DataSet, decodeContent, decodeDataSet } from './DataSet.ts'
import type { Description } from './descriptionSchema.ts'
import { fetchDescription } from './fetchDescription.ts'
import type { MarketApi } from './marketApi.ts'
import { decodeOrder, type Order } from './Order.ts'
import type { OrderPage } from './OrderRow.ts'
import { checkDataSet, findDataSet, findTerms } from './readListing.ts'
import {
  type Delivered,
  decodeDelivery,
  ForgedOrderError,
  findDeliveries,
  findOrder,
  hashDelivery,
  type OrderStatus,
  readOrderStatus,
} from './readOrder.ts'
import { decodeTerms, hashTerms, type Terms } from './Terms.ts'

export type Purchase = {
  id: Hex
  order: Order
  terms: Terms
  dataSet: DataSet
  content: Content
  description: Description
  status: OrderStatus
  deliveries: ReadonlyMap<number, Delivered>
  events: OrderPage['events']
}

type Input = { client: NodeClient; api: MarketApi | undefined; id: Hex; getBlock: GetBlock }

/** Returns everything that an order takes: brought by the index if there is one, by the logs if not; checked by hash either way. */
export async function readPurchase({ client, api, id, getBlock }: Input): Promise<Purchase | undefined> {
  const [facts, status] = await Promise.all([askIndex(api, id), readOrderStatus(client, id)])
  if (status.state === 'none') return undefined
  const found = facts ?? (await askLogs(client, id))
  if (!found) return undefined
  checkFacts(id, found)
  const present = found.deliveries.get(status.stage)
  if (present && status.state === 'delivered' && hashDelivery(present) !== status.extra) {
    throw new ForgedOrderError(id, 'delivery')
  }
  const description = await fetchDescription(found, getBlock)
  return { id, status, description, ...found }
}

type Facts = Omit<Purchase, 'id' | 'status' | 'description'>

async function askIndex(api: MarketApi | undefined, id: Hex): Promise<Facts | undefined> {
  const page = await api?.readOrder(id).catch(() => undefined)
  const [row] = page?.rows ?? []
  if (!page || !row) return undefined
  if (keccak256(row.order as Hex) !== id) throw new ForgedOrderError(id, 'details')
  return {
    order: decodeOrder(row.order as Hex),
    terms: decodeTerms(row.terms as Hex),
    dataSet: decodeDataSet(row.dataSet as Hex),
    content: decodeContent(row.content as Hex),
    deliveries: new Map(page.deliveries.map(({ stage, bytes }) => [stage, decodeDelivery(bytes as Hex)])),
    events: page.events,
  }
}

async function askLogs(client: NodeClient, id: Hex): Promise<Facts | undefined> {
  const found = await findOrder(client, id)
  const terms = found && (await findTerms(client, found.order.listing))
  const registered = terms && (await findDataSet(client, terms.dataSet))
  if (!found || !registered) return undefined
  return { order: found.order, terms, ...registered, deliveries: await findDeliveries(client, id), events: [] }
}

function checkFacts(id: Hex, { order, terms, dataSet, content }: Facts): void {
  if (hashTerms(terms) !== order.listing) throw new ForgedOrderError(id, 'listing')
  checkDataSet(terms.dataSet, { dataSet, content })
}
