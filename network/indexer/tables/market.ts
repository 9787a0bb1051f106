import { z } from 'zod'
import { listingSorts } from '../../../lib/market/ListingFilter.ts'
import { listingPage } from '../../../lib/market/ListingRow.ts'
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
import { route } from '../api/Route.ts'
import { addressText, countText, hashText, pageClause, pageOf, pageParams, toPage } from '../api/schemas.ts'
import type { IndexStore } from '../IndexStore.ts'
import type { IndexTable } from '../IndexTable.ts'
import { recordMarketEvent } from '../market/recordMarketEvent.ts'
import { refreshListings } from '../market/refreshListings.ts'

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
  isProven: yes.optional().meta({ description: 'Only sellers that have sold before and never cheated.' }),
  isOfCar: yes.optional().meta({ description: 'Only data of registered cars, under an agreement of owner and maker.' }),
  includesClosed: yes.optional(),
  sort: z.enum(listingSorts).default('newest'),
  offset: countText.default(0),
  limit: pageParams.limit,
})

const orderColumns = `o.position, o.id, o.listing, l.data_set AS "dataSetId", o.buyer, o.seller, l.token, o.price,
  o.bytes AS "order", l.terms, d.bytes AS "dataSet", d.content, o.state, o.reason, o.time, d.title`
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
  onEvent: recordMarketEvent,
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
          `SELECT ${orderColumns} FROM ${orderTables} WHERE o.id = ?`,
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
             o.price, i.transaction_hash AS "transaction", i.time, d.title
           FROM incomes i JOIN orders o ON o.id = i.order_id JOIN listings l ON l.id = i.listing JOIN data_sets d ON d.id = l.data_set
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
