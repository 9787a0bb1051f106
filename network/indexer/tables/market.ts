import { z } from 'zod'
import { type Content, type DataSet, describeClass, encodeContent, encodeDataSet } from '../../../lib/market/DataSet.ts'
import { listingPage, listingSorts } from '../../../lib/market/ListingRow.ts'
import { encodeOrder, type Order, orderStates, refundReasons } from '../../../lib/market/Order.ts'
import {
  type IncomeRow,
  incomeRow,
  type OfferRow,
  type OrderPage,
  type OrderRow,
  offerRow,
  orderPage,
  orderRow,
  type RequestRow,
  requestRow,
} from '../../../lib/market/OrderRow.ts'
import { type Delivered, encodeDelivery } from '../../../lib/market/readOrder.ts'
import { encodeTerms, type Terms } from '../../../lib/market/Terms.ts'
import { route } from '../api/Route.ts'
import { addressText, countText, hashText, pageClause, pageOf, pageParams, toPage } from '../api/schemas.ts'
import type { IndexStore, Value, Writer } from '../IndexStore.ts'
import type { IndexContext, IndexedEvent, IndexTable } from '../IndexTable.ts'
import { refreshListings } from '../market/refreshListings.ts'

const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const nextRevision = (table: string) => `(SELECT coalesce(max(revision), 0) + 1 FROM ${table})`
const lower = (value: unknown) => String(value).toLowerCase()

const listingColumns = `l.position, l.id, l.data_set AS "dataSetId", l.seller, l.token, l.price, l.terms, d.bytes AS "dataSet",
  d.content, l.data_class AS "dataClass", l.is_private AS "isPrivate", l.is_open AS "isOpen", l.chunks, l.time,
  l.expires_at AS "expiresAt", d.title, d.summary, d.kind, d.vehicle_class AS "vehicleClass", d.place, d.south, d.west,
  d.north, d.east, d.from_ms AS "fromMs", d.to_ms AS "toMs", d.records, d.size AS "bytes", d.dictionary, l.sold,
  coalesce(s.sold, 0) AS "sellerSold", coalesce(s.cheated, 0) AS "sellerCheated", coalesce(s.silent, 0) AS "sellerSilent"`
const listingTables = 'listings l JOIN data_sets d ON d.id = l.data_set LEFT JOIN sellers s ON s.seller = l.seller'

const word = z.string().trim().min(1).max(100)
const whole = z
  .string()
  .regex(/^-?\d{1,16}$/)
  .transform(Number)
const yes = z.literal('yes').transform(() => true)

const searchParams = z.object({
  text: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: 'Words in English or Chinese; the last may be unfinished.' }),
  kind: word.optional(),
  vehicleClass: word.optional(),
  dataClass: word.optional(),
  place: word.optional(),
  token: addressText.optional(),
  dictionary: word.optional(),
  seller: addressText.optional(),
  publisher: addressText.optional().meta({ description: 'Who registered the data set, whoever sells it.' }),
  dataSet: hashText.optional(),
  box: z
    .string()
    .regex(/^-?\d{1,7},-?\d{1,7},-?\d{1,7},-?\d{1,7}$/)
    .transform((text) => {
      const [south, west, north, east] = text.split(',').map(Number) as [number, number, number, number]
      return { south, west, north, east }
    })
    .optional()
    .meta({ description: 'south,west,north,east in units of 0.0001 degrees.' }),
  fromMs: whole.optional(),
  toMs: whole.optional(),
  maxPrice: whole.optional().meta({ description: 'In 10^12 of the smallest unit.' }),
  isFree: yes.optional(),
  isProven: yes.optional(),
  includesClosed: yes.optional(),
  sort: z.enum(listingSorts).default('newest'),
  offset: countText.default(0),
  limit: pageParams.limit,
})

const orderColumns = `o.position, o.id, o.listing, l.data_set AS "dataSetId", o.buyer, o.seller, l.token, o.price,
  o.bytes AS "order", l.terms, o.state, o.reason, o.time, d.title`
const orderTables = 'orders o JOIN listings l ON l.id = o.listing JOIN data_sets d ON d.id = l.data_set'

/** What is for sale, what was ordered, who was paid, what is looked for. Titles and facets come from the descriptions: see startDescribing. */
export const marketTable: IndexTable = {
  name: 'market',
  tables: ['data_sets', 'listings', 'orders', 'incomes', 'sellers', 'requests', 'offers', 'deliveries', 'order_events'],
  schema: [
    `CREATE TABLE data_sets (id text PRIMARY KEY, position bigint NOT NULL, publisher text NOT NULL, agreement text NOT NULL,
      data_class text NOT NULL, is_private integer NOT NULL, bytes text NOT NULL, content text NOT NULL, cid text NOT NULL,
      hash text NOT NULL, is_live integer NOT NULL, tries integer NOT NULL, title text, summary text, kind text,
      vehicle_class text, place text, south integer, west integer, north integer, east integer, from_ms bigint,
      to_ms bigint, records bigint, size bigint, dictionary text, fields text)`,
    'CREATE INDEX data_sets_tries ON data_sets (tries, position)',
    'CREATE INDEX data_sets_publisher ON data_sets (publisher, position)',
    `CREATE TABLE listings (position bigint PRIMARY KEY, id text NOT NULL, revision bigint NOT NULL, data_set text NOT NULL,
      seller text NOT NULL, token text NOT NULL, price text NOT NULL, price_micro bigint NOT NULL, terms text NOT NULL,
      data_class text NOT NULL, is_private integer NOT NULL, is_open integer NOT NULL, chunks integer NOT NULL,
      time bigint NOT NULL, expires_at bigint NOT NULL, sold integer NOT NULL)`,
    'CREATE UNIQUE INDEX listings_id ON listings (id)',
    'CREATE INDEX listings_revision ON listings (revision)',
    'CREATE INDEX listings_data_set ON listings (data_set)',
    'CREATE INDEX listings_seller ON listings (seller, position)',
    `CREATE TABLE orders (position bigint PRIMARY KEY, id text NOT NULL, listing text NOT NULL, buyer text NOT NULL,
      seller text NOT NULL, bytes text NOT NULL, price text NOT NULL, state text NOT NULL, reason text, time bigint NOT NULL)`,
    'CREATE UNIQUE INDEX orders_id ON orders (id)',
    'CREATE INDEX orders_buyer ON orders (buyer, position)',
    'CREATE INDEX orders_seller ON orders (seller, position)',
    'CREATE INDEX orders_listing ON orders (listing, position)',
    `CREATE TABLE incomes (position bigint PRIMARY KEY, order_id text NOT NULL, listing text NOT NULL, payee text NOT NULL,
      token text NOT NULL, amount text NOT NULL, transaction_hash text NOT NULL, time bigint NOT NULL)`,
    'CREATE INDEX incomes_payee ON incomes (payee, position)',
    `CREATE TABLE sellers (seller text PRIMARY KEY, revision bigint NOT NULL, sold integer NOT NULL, cheated integer NOT NULL,
      silent integer NOT NULL, declined integer NOT NULL, since bigint NOT NULL)`,
    'CREATE INDEX sellers_revision ON sellers (revision)',
    `CREATE TABLE requests (position bigint PRIMARY KEY, id text NOT NULL, buyer text NOT NULL, token text NOT NULL,
      budget text NOT NULL, expires_at bigint NOT NULL, document_hash text NOT NULL, document_cid text NOT NULL,
      is_open integer NOT NULL, offers integer NOT NULL, time bigint NOT NULL)`,
    'CREATE UNIQUE INDEX requests_id ON requests (id)',
    'CREATE INDEX requests_buyer ON requests (buyer, position)',
    `CREATE TABLE offers (position bigint PRIMARY KEY, request text NOT NULL, listing text NOT NULL, seller text NOT NULL,
      time bigint NOT NULL)`,
    'CREATE INDEX offers_request ON offers (request, position)',
    `CREATE TABLE deliveries (order_id text NOT NULL, stage integer NOT NULL, bytes text NOT NULL, transaction_hash text NOT NULL,
      time bigint NOT NULL, PRIMARY KEY (order_id, stage))`,
    `CREATE TABLE order_events (position bigint PRIMARY KEY, order_id text NOT NULL, name text NOT NULL, amount text,
      transaction_hash text NOT NULL, time bigint NOT NULL)`,
    'CREATE INDEX order_events_order ON order_events (order_id, position)',
  ],
  async onEvent(event, context) {
    if (event.contract === 'dataMarket' && event.args.order !== undefined) await noteEvent(event, context)
    const handler = handlers[`${event.contract}.${event.name}`]
    await handler?.(event, context)
  },
  routes: [
    route({
      path: '/listings',
      summary:
        'What is for sale: by words, facets, place, time and price, with counts of each facet and of each part of the map.',
      params: searchParams,
      answer: listingPage,
      cost: 3,
      async run({ offset, limit, ...filter }, { store }) {
        const index = await refreshListings(store)
        const nowS = await readTime(store)
        const { positions, total, facets, areas } = index.search(filter as never, { offset, limit, nowS })
        const rows = await readListings(store, positions)
        const next = offset + limit < total && { next: offset + limit }
        return { rows, total, facets, areas, ...next } as z.infer<typeof listingPage>
      },
    }),
    route({
      path: '/listings/{hash}',
      summary: 'One listing, open or closed; no row when there is none.',
      params: z.object({ hash: hashText }),
      answer: listingPage.pick({ rows: true }),
      async run({ hash }, { store }) {
        const rows = await store.all<Flags>(`SELECT ${listingColumns} FROM ${listingTables} WHERE l.id = ?`, [hash])
        return { rows: rows.map(withFlags) as z.infer<typeof listingPage>['rows'] }
      },
    }),
    route({
      path: '/orders',
      summary: 'Orders, newest first: of a buyer, a seller or a listing.',
      params: z.object({
        ...pageParams,
        buyer: addressText.optional(),
        seller: addressText.optional(),
        listing: hashText.optional(),
      }),
      answer: pageOf(orderRow),
      async run({ buyer, seller, listing, ...page }, { store }) {
        const { sql, params } = pageClause('o.position', page)
        const filters = Object.entries({ 'o.buyer': buyer, 'o.seller': seller, 'o.listing': listing }).filter(
          ([, value]) => value,
        )
        const where = filters.map(([column]) => `${column} = ? AND `).join('')
        const rows = await store.all<OrderRow>(`SELECT ${orderColumns} FROM ${orderTables} WHERE ${where}${sql}`, [
          ...filters.map(([, value]) => value as string),
          ...params,
        ])
        return toPage(rows, page)
      },
    }),
    route({
      path: '/orders/{hash}',
      summary: 'One order with everything that it takes to open it; no row when there is none.',
      params: z.object({ hash: hashText }),
      answer: orderPage,
      async run({ hash }, { store }) {
        const rows = await store.all<OrderPage['rows'][number]>(
          `SELECT ${orderColumns}, d.bytes AS "dataSet", d.content FROM ${orderTables} WHERE o.id = ?`,
          [hash],
        )
        const deliveries = await store.all<OrderPage['deliveries'][number]>(
          `SELECT stage, bytes, transaction_hash AS "transaction", time FROM deliveries WHERE order_id = ? ORDER BY stage`,
          [hash],
        )
        const events = await store.all<OrderPage['events'][number]>(
          'SELECT name, transaction_hash AS "transaction", time, amount FROM order_events WHERE order_id = ? ORDER BY position',
          [hash],
        )
        return { rows, deliveries, events }
      },
    }),
    route({
      path: '/incomes',
      summary: 'What an account was paid by trades, newest first.',
      params: z.object({ ...pageParams, payee: addressText }),
      answer: pageOf(incomeRow),
      async run({ payee, ...page }, { store }) {
        const { sql, params } = pageClause('i.position', page)
        const rows = await store.all<IncomeRow>(
          `SELECT i.position, i.order_id AS "order", i.listing, l.data_set AS "dataSetId", i.payee, i.token, i.amount,
             i.transaction_hash AS "transaction", i.time, d.title
           FROM incomes i JOIN listings l ON l.id = i.listing JOIN data_sets d ON d.id = l.data_set
           WHERE i.payee = ? AND ${sql}`,
          [payee, ...params],
        )
        return toPage(rows, page)
      },
    }),
    route({
      path: '/requests',
      summary: 'What buyers look for, newest first.',
      params: z.object({ ...pageParams, buyer: addressText.optional(), open: yes.optional() }),
      answer: pageOf(requestRow),
      async run({ buyer, open, ...page }, { store }) {
        const { sql, params } = pageClause('position', page)
        const where = `${buyer ? 'buyer = ? AND ' : ''}${open ? 'is_open = 1 AND ' : ''}`
        const rows = await store.all<RequestRow>(
          `SELECT position, id, buyer, token, budget, expires_at AS "expiresAt", document_hash AS "documentHash",
             document_cid AS "documentCid", is_open AS "isOpen", offers, time FROM requests WHERE ${where}${sql}`,
          [...(buyer ? [buyer] : []), ...params],
        )
        return toPage(
          rows.map((row) => ({ ...row, isOpen: Boolean(row.isOpen) })),
          page,
        )
      },
    }),
    route({
      path: '/requests/{id}/offers',
      summary: 'What was offered to a request, newest first.',
      params: z.object({ ...pageParams, id: countText }),
      answer: pageOf(offerRow),
      async run({ id, ...page }, { store }) {
        const { sql, params } = pageClause('f.position', page)
        const rows = await store.all<OfferRow>(
          `SELECT f.position, f.request, f.listing, f.seller, f.time, d.title, l.price FROM offers f
             JOIN listings l ON l.id = f.listing JOIN data_sets d ON d.id = l.data_set WHERE f.request = ? AND ${sql}`,
          [String(id), ...params],
        )
        return toPage(rows, page)
      },
    }),
  ],
}

type Flags = { isPrivate: number; isOpen: number; position: number }

/** SQLite and PostgreSQL both keep flags as numbers. */
function withFlags<T extends Flags>(row: T) {
  return { ...row, isPrivate: row.isPrivate === 1, isOpen: row.isOpen === 1 }
}

async function readListings(store: IndexStore, positions: readonly number[]) {
  if (positions.length === 0) return []
  const places = positions.map(() => '?').join(', ')
  const rows = await store.all<Flags>(
    `SELECT ${listingColumns} FROM ${listingTables} WHERE l.position IN (${places})`,
    positions,
  )
  const byPosition = new Map(rows.map((row) => [row.position, withFlags(row)]))
  return positions.flatMap((position) => byPosition.get(position) ?? [])
}

/** The time of the chain: what has expired there is no longer for sale. */
async function readTime(store: IndexStore): Promise<number> {
  const [row] = await store.all<{ timestamp: number }>('SELECT timestamp FROM blocks ORDER BY number DESC LIMIT 1')
  return row?.timestamp ?? 0
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
        ...[String(terms.price), Number(terms.price / 10n ** 12n), encodeTerms(terms)],
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
  const market = event.address
  const rows = []
  for (const log of block.logs) {
    if (log.transactionHash !== event.transactionHash || log.logIndex <= event.logIndex) continue
    if (log.address === market) break
    if (log.topics[0] !== transferTopic || log.topics.length !== 3) continue
    if (`0x${log.topics[1]!.slice(26)}` !== market.toLowerCase()) continue
    rows.push({
      ...{ position: log.position, order_id: lower(event.args.order), listing: order.listing },
      ...{ payee: `0x${log.topics[2]!.slice(26)}`, token: log.address, amount: String(BigInt(log.data)) },
      ...{ transaction_hash: event.transactionHash, time: block.timestamp },
    })
  }
  await write.insert('incomes', rows)
}
