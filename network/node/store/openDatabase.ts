import { type Database, open, type RootDatabase } from 'lmdb'

export type Bytes = Database<Buffer, Buffer>

/** The tables of one chain. Everything is bytes; what they mean is in the files beside this one. */
export type Tables = {
  env: RootDatabase<Buffer, Buffer>
  /** height -> header RLP with seals; body RLP; receipts RLP. */
  headers: Bytes
  bodies: Bytes
  receipts: Bytes
  /** block hash -> height; transaction hash -> height and index. */
  hashes: Bytes
  transactions: Bytes
  /** Trie nodes of the newest state by location. */
  nodes: Bytes
  /** height and location -> what the node was before that block; some of them by location and height as well. */
  past: Bytes
  waypoints: Bytes
  /** height and location of nodes that the block removed, until nobody can ask for them any more. */
  gone: Bytes
  /** height -> what that block changed, while not all of it has taken its place: the newest blocks, or none. */
  unsettled: Bytes
  codes: Bytes
  /** Blocks by address and topic of their logs. */
  logs: Bytes
  meta: Bytes
}

const names = [
  'headers',
  'bodies',
  'receipts',
  'hashes',
  'transactions',
  'nodes',
  'past',
  'waypoints',
  'gone',
  'unsettled',
  'codes',
  'logs',
  'meta',
] as const

/** Opens, or creates, the tables in a directory. Threads and processes may read while one writes. */
export function openDatabase({ path, readOnly = false }: { path: string; readOnly?: boolean }): Tables {
  const options = { keyEncoding: 'binary', encoding: 'binary' } as const
  const env: RootDatabase<Buffer, Buffer> = open({
    path,
    ...options,
    readOnly,
    maxDbs: names.length + 4,
    noMemInit: true,
    pageSize: 8_192,
    // A reader that sleeps between requests must not pin old pages.
    eventTurnBatching: false,
  })
  const tables = names.map((name) => [name, env.openDB<Buffer, Buffer>({ name, ...options })])
  return { env, ...Object.fromEntries(tables) } as Tables
}
