import type { Common } from '@ethereumjs/common'
import { encodeHex, type Hex } from '../../../lib/bytes/hex.ts'
import { decodeHeader, encodeHeader } from '../../../lib/chain/encodeHeader.ts'
import type { Header } from '../../../lib/chain/Header.ts'
import type { Receipt } from '../../../lib/chain/Receipt.ts'
import type { StateDiff } from '../../../lib/engine/StateReader.ts'
import { BaseError } from '../../../lib/errors.ts'
import type { ChainReader, StoredBlock } from '../ChainReader.ts'
import { createNodeCommon } from '../createNodeCommon.ts'
import { type BlockBody, blockSize, decodeBody, encodeBody } from './blockCodec.ts'
import { createGethCommon } from './createGethCommon.ts'
import { heightKey, readHeight } from './keys.ts'
import { blocksWithLogs, indexLogs } from './logIndex.ts'
import { openDatabase, type Tables } from './openDatabase.ts'
import { decodeReceipts, encodeReceipts } from './receiptCodec.ts'
import { createStateReader, prunePast, writeState } from './stateStore.ts'
import { upgradeStates } from './upgradeStates.ts'

/** What a store says about itself; written once, with the genesis block. */
export type StoreMeta = {
  version: 2
  chainId: number
  consensus: 'qbft' | 'plain'
  genesisHash: Hex
  /** How many states are kept; 0 keeps all. */
  stateWindow: number
  /** The first state there is, where it is not that of the genesis block. */
  firstState?: number
  /** The geth-style genesis of an imported chain, for its fork schedule. */
  gethGenesis?: unknown
}

export type NewBlock = BlockBody & {
  hash: Hex
  header: Header
  receipts: readonly Receipt[]
  hashesOfTransactions: readonly Hex[]
}

export type Store = ChainReader & {
  meta: StoreMeta
  /** Writes a block with everything that follows from it, all or nothing. Resolves when it is on the disk. */
  append(block: NewBlock, diff: StateDiff): Promise<void>
  close(): Promise<void>
}

type OpenOptions = { path: string; readOnly?: boolean }

/** Opens a store that holds a chain. */
export function openStore(options: OpenOptions): Store {
  const tables = openDatabase(options)
  const meta = tables.meta.get(metaKey)
  if (!meta) {
    void tables.env.close()
    throw new EmptyStoreError()
  }
  const found = JSON.parse(meta.toString())
  if (found.version === 2) return createStore(tables, found)
  if (found.version === 1 && !options.readOnly) return createStore(tables, upgrade(tables, found))
  void tables.env.close()
  throw new StoreVersionError(found.version)
}

function upgrade(tables: Tables, found: StoreMeta): StoreMeta {
  return tables.env.transactionSync(() => {
    const meta: StoreMeta = { ...found, version: 2, firstState: upgradeStates(tables) }
    tables.meta.put(metaKey, Buffer.from(JSON.stringify(meta)))
    return meta
  })
}

/** Returns the meta of the store in a directory, or undefined when there is no chain in it. */
export async function readStoreMeta(options: OpenOptions): Promise<StoreMeta | undefined> {
  const tables = openDatabase(options)
  const meta = tables.meta.get(metaKey)
  await tables.env.close()
  return meta && JSON.parse(meta.toString())
}

/** Creates a store with its genesis block. */
export async function initStore(
  { path, meta }: { path: string; meta: StoreMeta },
  genesis: { header: Header; diff: StateDiff },
): Promise<Store> {
  const tables = openDatabase({ path })
  const store = createStore(tables, meta)
  const block = { hash: meta.genesisHash, header: genesis.header, ...emptyBody, receipts: [], hashesOfTransactions: [] }
  tables.env.transactionSync(() => {
    tables.meta.put(metaKey, Buffer.from(JSON.stringify(meta)))
    writeBlock(tables, block)
    writeState(tables, 0, genesis.diff, false)
  })
  await tables.env.flushed
  return store
}

const metaKey = Buffer.from('meta')
const headKey = Buffer.from('head')
const emptyBody = { transactions: [], senders: [], ommers: [] }

function createStore(tables: Tables, meta: StoreMeta): Store {
  const commonAt = createCommons(meta)
  const head = () => readHeight(tables.meta.get(headKey)!)
  const header = (number: number) => {
    const bytes = tables.headers.get(heightKey(number))
    return bytes && decodeHeader(bytes.subarray(32))
  }
  const hash = (number: number) => {
    const bytes = tables.headers.get(heightKey(number))
    return bytes && encodeHex(bytes.subarray(0, 32))
  }
  const { firstState = 0, stateWindow } = meta
  const oldestState = () => (stateWindow === 0 ? firstState : Math.max(firstState, head() - stateWindow + 1))
  return {
    meta,
    chainId: meta.chainId,
    consensus: meta.consensus,
    genesisHash: meta.genesisHash,
    commonAt,
    head,
    refresh: () => tables.env.resetReadTxn(),
    oldestState,
    header,
    hash,
    block: remember((number) => readBlock(tables, number)),
    numberOf: (blockHash) => {
      const key = tables.hashes.get(Buffer.from(blockHash.slice(2), 'hex'))
      return key && readHeight(key)
    },
    receipts: remember((number) => {
      const bytes = tables.receipts.get(heightKey(number))
      return bytes && decodeReceipts(bytes)
    }),
    locateTransaction: (transactionHash) => {
      const place = tables.transactions.get(Buffer.from(transactionHash.slice(2), 'hex'))
      return place && { number: readHeight(place.subarray(0, 6)), index: place.readUInt32BE(6) }
    },
    blocksWithLogs: (filter, from, to) => blocksWithLogs(tables.logs, filter, from, to),
    state: (number) => {
      const found = header(number)
      return found && number >= oldestState() ? createStateReader(tables, found.stateRoot, number) : undefined
    },
    append: (block, diff) => appendBlock(tables, meta, block, diff),
    close: () => tables.env.close(),
  }
}

/**
 * Keeps what was decoded last: whoever sent one of a block's transactions asks for its receipt, all of them at the same
 * time, and a written block does not change.
 */
function remember<Value>(read: (number: number) => Value | undefined): (number: number) => Value | undefined {
  const kept = new Map<number, Value>()
  return (number) => {
    const value = kept.get(number) ?? read(number)
    if (value === undefined) return undefined
    kept.delete(number)
    kept.set(number, value)
    if (kept.size > maxRemembered) kept.delete(kept.keys().next().value!)
    return value
  }
}

const maxRemembered = 16

async function appendBlock(tables: Tables, meta: StoreMeta, block: NewBlock, diff: StateDiff): Promise<void> {
  const { number } = block.header
  const head = readHeight(tables.meta.get(headKey)!)
  if (number !== head + 1) throw new OutOfOrderError(head + 1, number)
  tables.env.transactionSync(() => {
    writeBlock(tables, block)
    writeState(tables, number, diff, true)
    if (meta.stateWindow > 0 && number > meta.stateWindow) prunePast(tables, number - meta.stateWindow)
  })
  await tables.env.flushed
}

function writeBlock(tables: Tables, block: NewBlock): void {
  const { number } = block.header
  const key = heightKey(number)
  const hash = Buffer.from(block.hash.slice(2), 'hex')
  tables.headers.put(key, Buffer.concat([hash, encodeHeader(block.header)]))
  tables.hashes.put(hash, key)
  if (block.transactions.length > 0 || block.ommers.length > 0 || block.withdrawals) {
    tables.bodies.put(key, encodeBody(block))
  }
  if (block.receipts.length > 0) tables.receipts.put(key, encodeReceipts(block.receipts))
  block.hashesOfTransactions.forEach((transactionHash, index) => {
    tables.transactions.put(Buffer.from(transactionHash.slice(2), 'hex'), placeKey(key, index))
  })
  const logs = block.receipts.flatMap((receipt) => receipt.logs)
  if (logs.length > 0) indexLogs(tables.logs, number, logs)
  tables.meta.put(headKey, key)
}

function placeKey(height: Buffer, index: number): Buffer {
  const place = Buffer.allocUnsafe(10)
  height.copy(place)
  place.writeUInt32BE(index, 6)
  return place
}

function readBlock(tables: Tables, number: number): StoredBlock | undefined {
  const key = heightKey(number)
  const bytes = tables.headers.get(key)
  if (!bytes) return undefined
  const bodyBytes = tables.bodies.get(key)
  const body: BlockBody = bodyBytes ? decodeBody(bodyBytes) : emptyBody
  const headerBytes = bytes.subarray(32)
  const header = decodeHeader(headerBytes)
  const withdrawals = body.withdrawals ?? (header.withdrawalsRoot ? [] : undefined)
  return {
    hash: encodeHex(bytes.subarray(0, 32)),
    header,
    ...body,
    ...(withdrawals && { withdrawals }),
    size: blockSize(headerBytes, { ...body, withdrawals }),
  }
}

function createCommons(meta: StoreMeta): (header: { number: number; timestamp: number }) => Common {
  if (meta.consensus === 'plain') return createGethCommon(meta.gethGenesis)
  const common = createNodeCommon(meta.chainId)
  return () => common
}

export class EmptyStoreError extends BaseError {
  override readonly name = 'Store.EmptyStoreError'
  constructor() {
    super('Expected a chain in the data directory, found none.', {
      metaMessages: ['Start the node once to create it.'],
    })
  }
}

export class StoreVersionError extends BaseError {
  override readonly name = 'Store.StoreVersionError'
  constructor(found: unknown) {
    super(`Expected a chain that is kept in version 2, found version ${String(found)}.`, {
      metaMessages: ['Start the node once: it brings version 1 up to date. Later versions need a later program.'],
    })
  }
}

export class OutOfOrderError extends BaseError {
  override readonly name = 'Store.OutOfOrderError'
  constructor(expected: number, found: number) {
    super(`Expected block ${expected} next, found block ${found}.`)
  }
}
