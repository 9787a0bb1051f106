import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { SystemContractName } from '../../lib/explorer/systemInterfaces.ts'
import type { Route } from './api/Route.ts'
import type { IndexStore, Writer } from './IndexStore.ts'

/*
 * A table of the index is one file in tables/, listed in indexTables.ts. It brings its schema, what it writes for each
 * block or event, and the routes that read it. To add one: write tables/NAME.ts that exports an IndexTable, add a line
 * to indexTables.ts, raise `indexVersion` there (an index of another version is built anew from the chain), and run
 * `node network/tools/writeOpenApi.ts`. `onEvent` gets the events of the system contracts, decoded, in the order of
 * the chain, inside the transaction of their block. All it writes must follow from the chain alone: the same chain gives
 * the same rows.
 */
export type IndexTable = {
  name: string
  /** Statements that make the tables and indexes. Only bigint, integer and text columns. */
  schema: readonly string[]
  /** All tables that `schema` makes; they are dropped when the index is built anew. */
  tables: readonly string[]
  onBlock?(block: IndexedBlock, context: IndexContext): Promise<void>
  onEvent?(event: IndexedEvent, context: IndexContext): Promise<void>
  /**
   * Called after each block at the head of the chain, outside its transaction, for what only the newest state tells; again
   * as long as it returns true.
   */
  onHead?(context: HeadContext): Promise<boolean>
  routes?: readonly Route[]
}

export type IndexContext = {
  write: Writer
  block: IndexedBlock
  /** Block 1 of a chain with its identity known; the same for all blocks. */
  chainId: number
  readSchedule(blockNumber: number): Promise<Schedule | undefined>
}

export type HeadContext = {
  store: IndexStore
  number: number
  /** Returns what eth_call answers at that block, or undefined where the call fails; in the order of the calls. */
  call(calls: readonly HeadCall[]): Promise<(Hex | undefined)[]>
}

/** Contracts of anybody are asked with a limit of gas, so that none of them takes the time of the others. */
export type HeadCall = { to: Address; data: Hex; gas?: Hex }

export type Schedule = { seed: Hex; validators: readonly Address[] }

export type IndexedBlock = {
  number: number
  hash: Hex
  parentHash: Hex
  roots: { state: Hex; transactions: Hex; receipts: Hex }
  /** Seconds. */
  timestamp: number
  producer: Address
  gasUsed: number
  gasLimit: number
  size: number
  /** The QBFT round; each lower one is a missed turn. */
  round: number
  seals: number
  transactions: readonly IndexedTransaction[]
  logs: readonly IndexedLog[]
  events: readonly IndexedEvent[]
}

export type IndexedTransaction = {
  position: number
  hash: Hex
  index: number
  from: Address
  to: Address | undefined
  created: Address | undefined
  value: bigint
  nonce: number
  gasUsed: number
  input: Hex
  ok: boolean
}

export type IndexedLog = {
  position: number
  logIndex: number
  transactionHash: Hex
  transactionPosition: number
  address: Address
  topics: readonly Hex[]
  data: Hex
}

/** An event of a system contract. Arguments are what viem decodes: bigint, string, boolean, arrays, objects. */
export type IndexedEvent = IndexedLog & {
  contract: SystemContractName
  name: string
  args: Readonly<Record<string, unknown>>
}

/** Room for a million transactions, or logs, in a block; positions stay below 2^53 until block nine billion. */
const perBlock = 1_000_000

/** Returns the place of a transaction or log in the chain: the one number that lists are ordered by and cursors name. */
export function positionOf(blockNumber: number, index: number): number {
  return blockNumber * perBlock + index
}
