import { type Content, type DataSet, describeClass, encodeContent, encodeDataSet } from '../../../lib/market/DataSet.ts'
import { encodeOrder, type Order, orderStates, refundReasons } from '../../../lib/market/Order.ts'
import { paymentsAfter } from '../../../lib/market/paymentsAfter.ts'
import { type Delivered, encodeDelivery } from '../../../lib/market/readOrder.ts'
import { encodeTerms, type Terms } from '../../../lib/market/Terms.ts'
import type { Value, Writer } from '../IndexStore.ts'
import type { IndexContext, IndexedEvent } from '../IndexTable.ts'

const nextRevision = (table: string) => `(SELECT coalesce(max(revision), 0) + 1 FROM ${table})`
const lower = (value: unknown) => String(value).toLowerCase()

/** Writes what an event of the market, of the registry or of the requests changes in the tables of the market. */
export async function recordMarketEvent(event: IndexedEvent, context: IndexContext): Promise<void> {
  if (event.contract === 'dataMarket' && event.args.order !== undefined) await noteEvent(event, context)
  const handler = handlers[`${event.contract}.${event.name}`]
  await handler?.(event, context)
}

/** The life of an order, for its receipt. */
async function noteEvent({ args, name, position, transactionHash }: IndexedEvent, { write, block }: IndexContext) {
  const amount = args.amount === undefined ? null : String(args.amount)
  const row = {
    position,
    order_id: lower(args.order),
    name,
    amount,
    transaction_hash: transactionHash,
    time: block.timestamp,
  }
  await write.insert('order_events', [row])
}

type Handler = (event: IndexedEvent, context: IndexContext) => Promise<void>

const handlers: Readonly<Record<string, Handler>> = {
  async 'dataRegistry.Registered'({ args, position }, { write }) {
    const { dataSet, content } = args as { dataSet: DataSet; content: Content }
    const { dataClass, isPrivate } = describeClass(Number(args.class_))
    await write.insert('data_sets', [
      {
        ...{
          id: lower(args.dataSetId),
          position,
          publisher: lower(args.publisher),
          agreement: String(args.agreementId),
        },
        ...{ data_class: dataClass, is_private: Number(isPrivate), bytes: encodeDataSet(dataSet) },
        ...{ content: encodeContent(content), cid: dataSet.descriptionCid, hash: dataSet.descriptionHash },
        ...{ is_live: 1, tries: 0 },
      },
    ])
  },
  async 'dataRegistry.Withdrawn'({ args }, { write }) {
    const id = lower(args.dataSetId)
    await write.run('UPDATE data_sets SET is_live = 0 WHERE id = ?', [id])
    await closeWhere(write, 'data_set = ?', id)
  },
  async 'dataMarket.Listed'({ args, position }, { write, block }) {
    const terms = args.terms as Terms
    const [dataSet] = await write.all<{ data_class: string; is_private: number }>(
      'SELECT data_class, is_private FROM data_sets WHERE id = ?',
      [lower(terms.dataSet)],
    )
    await write.run(
      `INSERT INTO listings (position, id, revision, data_set, seller, token, price, price_micro, terms, data_class,
         is_private, is_open, chunks, time, expires_at, sold)
       VALUES (?, ?, ${nextRevision('listings')}, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, 0)`,
      [
        ...[position, lower(args.listing), lower(terms.dataSet), lower(terms.seller), lower(terms.token)],
        ...[String(terms.price), priceMicroOf(terms), encodeTerms(terms)],
        ...[dataSet?.data_class ?? 'none', dataSet?.is_private ?? 0, terms.chunks, block.timestamp, terms.expiresAt],
      ],
    )
    await bumpSeller(write, lower(terms.seller), undefined, block.timestamp)
  },
  'dataMarket.Closed': ({ args }, { write }) => closeWhere(write, 'id = ?', lower(args.listing)),
  async 'dataMarket.Bought'({ args, position }, { write, block }) {
    const details = args.details as Order
    const listing = lower(args.listing)
    const [found] = await write.all<{ seller: string }>('SELECT seller FROM listings WHERE id = ?', [listing])
    await write.insert('orders', [
      {
        ...{ position, id: lower(args.order), listing, buyer: lower(args.buyer), seller: found?.seller ?? '' },
        ...{ bytes: encodeOrder(details), price: String(details.price), state: stateOf(args.state), reason: null },
        time: block.timestamp,
      },
    ])
  },
  'dataMarket.Fired': ({ args }, { write }) => setState(write, args.order, stateOf(args.state)),
  'dataMarket.Drawn': ({ args }, { write }) => setState(write, args.order, 'paid'),
  async 'dataMarket.Delivered'({ args, transactionHash }, { write, block }) {
    await setState(write, args.order, 'delivered')
    const delivery = encodeDelivery(args.delivery as Delivered)
    await write.insert('deliveries', [
      {
        ...{ order_id: lower(args.order), stage: Number(args.stage), bytes: delivery },
        ...{ transaction_hash: transactionHash, time: block.timestamp },
      },
    ])
  },
  async 'dataMarket.StageSettled'(event, context) {
    await setState(context.write, event.args.order, 'paid')
    await notePayments(event, context)
  },
  async 'dataMarket.Settled'(event, context) {
    const { write, block } = context
    await setState(write, event.args.order, 'settled')
    await notePayments(event, context)
    const order = await findOrder(write, event.args.order)
    if (!order) return
    await write.run(`UPDATE listings SET sold = sold + 1, revision = ${nextRevision('listings')} WHERE id = ?`, [
      order.listing,
    ])
    await bumpSeller(write, order.seller, 'sold', block.timestamp)
  },
  async 'dataMarket.Refunded'({ args }, { write, block }) {
    const reason = refundReasons[Number(args.reason)] ?? 'cancelled'
    await write.run("UPDATE orders SET state = 'refunded', reason = ? WHERE id = ?", [reason, lower(args.order)])
    const order = await findOrder(write, args.order)
    const column = {
      cancelled: undefined,
      declined: 'declined',
      silence: 'silent',
      wrongKey: 'cheated',
      wrongSector: 'cheated',
    } as const
    if (order && column[reason]) await bumpSeller(write, order.seller, column[reason], block.timestamp)
  },
  async 'dataRequests.Requested'({ args, position }, { write, block }) {
    await write.insert('requests', [
      {
        ...{
          position,
          id: String(args.id),
          buyer: lower(args.buyer),
          token: lower(args.token),
          budget: String(args.budget),
        },
        ...{ expires_at: Number(args.expiresAt), document_hash: lower(args.documentHash) },
        ...{ document_cid: String(args.documentCid), is_open: 1, offers: 0, time: block.timestamp },
      },
    ])
  },
  async 'dataRequests.Offered'({ args, position }, { write, block }) {
    const request = String(args.id)
    const row = { position, request, listing: lower(args.listing), seller: lower(args.seller), time: block.timestamp }
    await write.insert('offers', [row])
    await write.run('UPDATE requests SET offers = offers + 1 WHERE id = ?', [request])
  },
  'dataRequests.Closed': ({ args }, { write }) =>
    write.run('UPDATE requests SET is_open = 0 WHERE id = ?', [String(args.id)]),
}

/** What listings are sorted by. The dearest are all equally dear: no column holds, and no reader takes, more than 2^53 - 1. */
function priceMicroOf({ price }: Terms): number {
  return Math.min(Number(price / 10n ** 12n), Number.MAX_SAFE_INTEGER)
}

const stateOf = (state: unknown) => orderStates[Number(state)] ?? 'paid'

function setState(write: Writer, order: unknown, state: string): Promise<void> {
  return write.run('UPDATE orders SET state = ? WHERE id = ?', [state, lower(order)])
}

async function closeWhere(write: Writer, where: string, value: Value): Promise<void> {
  const rows = await write.all<{ id: string }>(`SELECT id FROM listings WHERE is_open = 1 AND ${where}`, [value])
  for (const { id } of rows) {
    await write.run(`UPDATE listings SET is_open = 0, revision = ${nextRevision('listings')} WHERE id = ?`, [id])
  }
}

async function findOrder(write: Writer, id: unknown) {
  const rows = await write.all<{ listing: string; seller: string }>('SELECT listing, seller FROM orders WHERE id = ?', [
    lower(id),
  ])
  return rows[0]
}

async function bumpSeller(
  write: Writer,
  seller: string,
  column: 'sold' | 'cheated' | 'silent' | 'declined' | undefined,
  time: number,
): Promise<void> {
  const row = { sold: 0, cheated: 0, silent: 0, declined: 0 }
  if (column) row[column] = 1
  await write.run(
    `INSERT INTO sellers (seller, revision, sold, cheated, silent, declined, since)
     VALUES (?, ${nextRevision('sellers')}, ?, ?, ?, ?, ?)
     ON CONFLICT (seller) DO UPDATE SET revision = excluded.revision, sold = sellers.sold + excluded.sold,
       cheated = sellers.cheated + excluded.cheated, silent = sellers.silent + excluded.silent,
       declined = sellers.declined + excluded.declined`,
    [seller, row.sold, row.cheated, row.silent, row.declined, time],
  )
}

/** A settlement tells who was paid by the transfers that follow it, until the next event of the market. */
async function notePayments(event: IndexedEvent, { write, block }: IndexContext): Promise<void> {
  const order = await findOrder(write, event.args.order)
  if (!order) return
  const [listing] = await write.all<{ token: string }>('SELECT token FROM listings WHERE id = ?', [order.listing])
  if (!listing) return
  const { token } = listing
  const logs = block.logs.filter(({ transactionHash }) => transactionHash === event.transactionHash)
  const rows = paymentsAfter(logs, event, token).map(({ log, payee, amount }) => ({
    ...{ position: log.position, order_id: lower(event.args.order), listing: order.listing },
    ...{ payee, token, amount: String(amount) },
    ...{ transaction_hash: event.transactionHash, time: block.timestamp },
  }))
  await write.insert('incomes', rows)
}
