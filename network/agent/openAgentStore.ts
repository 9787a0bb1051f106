import { DatabaseSync } from 'node:sqlite'
import type { Hex } from '../../lib/bytes/hex.ts'
import { bondOf } from '../../lib/market/listedPrice.ts'
import { decodeOrder, encodeOrder, type Order, type OrderState } from '../../lib/market/Order.ts'
import type { Delivered } from '../../lib/market/readOrder.ts'
import { decodeTerms, encodeTerms, type Terms } from '../../lib/market/Terms.ts'
import type { KeyBox } from './openKeyBox.ts'

/*
 * What an agent must not forget: the grants of its owners (encrypted), the orders that it owes something, deliveries as they
 * were made, and records on their way into a data set. One SQLite file, flushed before anything is answered.
 */
export type AgentTrade = {
  id: Hex
  terms: Terms
  order: Order
  state: OrderState
  /** When to look at it again, in seconds of the chain. */
  dueAtS: number
  attempts: number
}

/** A buyer looks for something. */
export type AgentRequest = { id: bigint; attempts: number }

export type AgentStore = ReturnType<typeof openAgentStore>

const schema = `
  create table if not exists meta (key text primary key, value text not null) strict;
  create table if not exists grants (data_set text primary key, sealed blob not null, at integer not null) strict;
  create table if not exists owners (data_set text primary key, owner text not null) strict;
  create index if not exists owners_owner on owners (owner);
  create table if not exists request_times (data_set text primary key, at integer not null) strict;
  create table if not exists listings (id text primary key, data_set text not null, terms text not null, is_open integer not null) strict;
  create table if not exists trades (
    id text primary key, listing text not null, order_bytes text not null, state text not null,
    due_at integer not null, attempts integer not null, fault text) strict;
  create index if not exists trades_listing on trades (listing);
  create index if not exists trades_due on trades (due_at) where state not in ('settled', 'refunded');
  create table if not exists requests (
    id text primary key, due_at integer not null, attempts integer not null, outcome text) strict;
  create table if not exists deliveries (order_id text not null, stage integer not null, delivery text not null, primary key (order_id, stage)) strict;
  create table if not exists keys (hash text primary key, name text not null, at integer not null) strict;
  create table if not exists vehicles (id text primary key, policy text not null) strict;
  create table if not exists vehicle_keys (vehicle text primary key, key_hash text not null) strict;
  create table if not exists batches (key_hash text not null, batch text not null, hash text not null, records integer not null, primary key (key_hash, batch)) strict;
  create table if not exists records (number integer primary key, vehicle text not null, time integer not null, record text not null) strict;
  create index if not exists records_vehicle on records (vehicle, time);
  create table if not exists parcels (
    number integer primary key, vehicle text not null, step text not null, facts text not null, sealed blob, data_set text, fault text) strict;
  insert or ignore into owners select data_set, 'vehicle ' || vehicle from parcels where data_set is not null;
`

/** Opens the store of an agent; `box` keeps its secrets. */
export function openAgentStore({ path, box }: { path: string; box: KeyBox }) {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000;')
  db.exec(schema)
  const run = (sql: string, ...values: (string | number | Uint8Array | null)[]) => db.prepare(sql).run(...values)
  const all = <row>(sql: string, ...values: (string | number)[]) => db.prepare(sql).all(...values) as row[]
  const one = <row>(sql: string, ...values: (string | number)[]) => db.prepare(sql).get(...values) as row | undefined

  return {
    db,
    ...{ run, all, one },
    /** Runs all or nothing. */
    atomically(work: () => void): void {
      db.exec('begin immediate')
      try {
        work()
        db.exec('commit')
      } catch (error) {
        db.exec('rollback')
        throw error
      }
    },
    getMeta: (key: string) => one<{ value: string }>('select value from meta where key = ?', key)?.value,
    setMeta: (key: string, value: string) => void run('insert or replace into meta values (?, ?)', key, value),

    putRoot: (dataSet: Hex, root: Uint8Array) =>
      void run('insert or replace into grants values (?, ?, ?)', dataSet, box.seal(root, dataSet), Date.now()),
    getRoot(dataSet: Hex): Uint8Array | undefined {
      const row = one<{ sealed: Uint8Array }>('select sealed from grants where data_set = ?', dataSet)
      return row && box.open(row.sealed, dataSet)
    },
    /** Says whose data it is. What has an owner was sealed here, or its keys were checked. */
    putOwner: (dataSet: Hex, owner: string) => void run('insert or replace into owners values (?, ?)', dataSet, owner),
    findOwner: (dataSet: Hex) => one<{ owner: string }>('select owner from owners where data_set = ?', dataSet)?.owner,
    /** Writes down when an owner last signed about a data set; returns whether that was later than ever before. */
    putRequestTime: (dataSet: Hex, atMs: number): boolean =>
      run(
        'insert into request_times values (?, ?) on conflict (data_set) do update set at = excluded.at where at < excluded.at',
        ...[dataSet, atMs],
      ).changes > 0,
    countGrants: () => one<{ n: number }>('select count(*) n from grants')!.n,

    putListing: (id: Hex, terms: Terms) =>
      void run('insert or ignore into listings values (?, ?, ?, 1)', id, terms.dataSet, encodeTerms(terms)),
    closeListing: (id: Hex) => void run('update listings set is_open = 0 where id = ?', id),
    getTerms(id: Hex): Terms | undefined {
      const row = one<{ terms: Hex }>('select terms from listings where id = ?', id)
      return row && decodeTerms(row.terms)
    },
    openListings: () =>
      all<{ id: Hex; terms: Hex }>('select id, terms from listings where is_open = 1 order by rowid desc').map(
        ({ id, terms }) => ({ id, terms: decodeTerms(terms) }),
      ),

    putTrade: (id: Hex, order: Order, state: OrderState) =>
      void run(
        'insert or ignore into trades values (?, ?, ?, ?, 0, 0, null)',
        ...[id, order.listing, encodeOrder(order), state],
      ),
    touchTrade: (id: Hex) => void run('update trades set due_at = 0 where id = ?', id),
    setTrade: (id: Hex, state: OrderState, dueAtS: number) =>
      void run('update trades set state = ?, due_at = ?, attempts = 0, fault = null where id = ?', state, dueAtS, id),
    endTrade: (id: Hex, state: 'settled' | 'refunded') =>
      void run('update trades set state = ?, fault = null where id = ?', state, id),
    failTrade: (id: Hex, dueAtS: number, fault: string) =>
      void run('update trades set due_at = ?, attempts = attempts + 1, fault = ? where id = ?', dueAtS, fault, id),
    dueTrades: (nowS: number, limit: number): AgentTrade[] =>
      all<TradeRow>(
        `select t.*, l.terms from trades t join listings l on l.id = t.listing
         where t.state not in ('settled', 'refunded') and t.due_at <= ? order by t.due_at limit ?`,
        ...[nowS, limit],
      ).map(readTrade),
    /** What is at stake for the owner of the same data in orders that came before this one and are not over. */
    bondBefore: ({ id, terms }: Pick<AgentTrade, 'id' | 'terms'>): bigint =>
      all<TradeRow>(
        `select t.*, l.terms from owners o join listings l on l.data_set = o.data_set join trades t on t.listing = l.id
         where o.owner = (select owner from owners where data_set = ?) and t.state not in ('settled', 'refunded')
         and t.rowid < (select rowid from trades where id = ?)`,
        ...[terms.dataSet, id],
      )
        .map(readTrade)
        .filter((before) => before.terms.token === terms.token)
        .reduce((sum, before) => sum + bondOf(before.terms, before.order), 0n),
    countTrades: () => all<{ state: OrderState; n: number }>('select state, count(*) n from trades group by state'),

    putRequest: (id: bigint) => void run('insert or ignore into requests values (?, 0, 0, null)', String(id)),
    dueRequests: (nowS: number): AgentRequest[] =>
      all<{ id: string; attempts: number }>(
        'select id, attempts from requests where outcome is null and due_at <= ? order by cast(id as integer)',
        nowS,
      ).map(({ id, attempts }) => ({ id: BigInt(id), attempts })),
    failRequest: (id: bigint, dueAtS: number) =>
      void run('update requests set due_at = ?, attempts = attempts + 1 where id = ?', dueAtS, String(id)),
    endRequest: (id: bigint, outcome: string) =>
      void run('update requests set outcome = ? where id = ?', outcome, String(id)),

    putDelivery: (order: Hex, stage: number, delivery: Delivered) =>
      void run('insert or ignore into deliveries values (?, ?, ?)', order, stage, formatDelivery(delivery)),
    getDelivery(order: Hex, stage: number): Delivered | undefined {
      const row = one<{ delivery: string }>(
        'select delivery from deliveries where order_id = ? and stage = ?',
        ...[order, stage],
      )
      return row && parseDelivery(row.delivery)
    },

    /** Forgets what came from a chain that is no more; grants and keys stay. */
    forgetChain(): void {
      db.exec(
        "delete from owners; delete from listings; delete from trades; delete from deliveries; delete from requests; delete from meta where key = 'cursor'",
      )
      db.exec(
        'delete from parcels; delete from records; delete from batches; delete from vehicles; delete from vehicle_keys',
      )
    },
    close: () => db.close(),
  }
}

type TradeRow = { id: Hex; order_bytes: Hex; terms: Hex; state: OrderState; due_at: number; attempts: number }

function readTrade({ id, order_bytes, terms, state, due_at, attempts }: TradeRow): AgentTrade {
  return { id, order: decodeOrder(order_bytes), terms: decodeTerms(terms), state, dueAtS: due_at, attempts }
}

function formatDelivery({ x, y, seed, wrapped }: Delivered): string {
  return JSON.stringify({ x: String(x), y: String(y), seed, wrapped })
}

function parseDelivery(text: string): Delivered {
  const { x, y, ...rest } = JSON.parse(text) as { x: string; y: string; seed: Hex; wrapped: Hex[] }
  return { ...rest, x: BigInt(x), y: BigInt(y) }
}
