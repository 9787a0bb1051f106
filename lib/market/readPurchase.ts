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
import { type Deliveries, readDeliveries } from './readDeliveries.ts'
import { checkDataSet, findDataSet, findTerms } from './readListing.ts'
import { ForgedOrderError, findOrder, type OrderStatus, readOrderStatus } from './readOrder.ts'
import { decodeTerms, hashTerms, type Terms } from './Terms.ts'

export type Purchase = {
  id: Hex
  order: Order
  terms: Terms
  dataSet: DataSet
  content: Content
  description: Description
  status: OrderStatus
  events: OrderPage['events']
} & Deliveries

type Input = { client: NodeClient; api: MarketApi | undefined; id: Hex; getBlock: GetBlock }

/** Returns everything that an order takes: brought by the index if there is one, by the logs if not; checked against the chain either way. */
export async function readPurchase({ client, api, id, getBlock }: Input): Promise<Purchase | undefined> {
  const [indexed, status] = await Promise.all([askIndex(api, id), readOrderStatus(client, id)])
  if (status.state === 'none') return undefined
  const found = indexed ?? (await askLogs(client, id))
  if (!found) return undefined
  checkFacts(id, found)
  const { told, ...facts } = found
  const [description, delivered] = await Promise.all([
    fetchDescription(facts, getBlock),
    readDeliveries({ client, id, status, told }),
  ])
  return { id, status, description, ...facts, ...delivered }
}

type Facts = Pick<Purchase, 'order' | 'terms' | 'dataSet' | 'content' | 'events'>
type Found = Facts & { told: OrderPage['deliveries'] | undefined }

async function askIndex(api: MarketApi | undefined, id: Hex): Promise<Found | undefined> {
  const page = await api?.readOrder(id).catch(() => undefined)
  const [row] = page?.rows ?? []
  if (!page || !row) return undefined
  if (keccak256(row.order as Hex) !== id) throw new ForgedOrderError(id, 'details')
  return {
    order: decodeOrder(row.order as Hex),
    terms: decodeTerms(row.terms as Hex),
    dataSet: decodeDataSet(row.dataSet as Hex),
    content: decodeContent(row.content as Hex),
    told: page.deliveries,
    events: page.events,
  }
}

async function askLogs(client: NodeClient, id: Hex): Promise<Found | undefined> {
  const found = await findOrder(client, id)
  const terms = found && (await findTerms(client, found.order.listing))
  const registered = terms && (await findDataSet(client, terms.dataSet))
  if (!found || !registered) return undefined
  return { order: found.order, terms, ...registered, told: undefined, events: [] }
}

function checkFacts(id: Hex, { order, terms, dataSet, content }: Facts): void {
  if (hashTerms(terms) !== order.listing) throw new ForgedOrderError(id, 'listing')
  checkDataSet(terms.dataSet, { dataSet, content })
}
