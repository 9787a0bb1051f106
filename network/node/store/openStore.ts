import type { Common } from '@ethereumjs/common'
import { encodeHex, type Hex } from '../../../lib/bytes/hex.ts'
import { decodeHeader } from '../../../lib/chain/encodeHeader.ts'
import type { Header } from '../../../lib/chain/Header.ts'
import type { StateDiff, StateReader } from '../../../lib/engine/StateReader.ts'
import { BaseError } from '../../../lib/errors.ts'
import type { ChainReader, StoredBlock } from '../ChainReader.ts'
import { createNodeCommon } from '../createNodeCommon.ts'
import { type BlockBody, blockSize, decodeBody } from './blockCodec.ts'
import { createGethCommon } from './createGethCommon.ts'
import { createSettler, type SettlerOptions } from './createSettler.ts'
import { createWriter, type Writer, writeBlock } from './createWriter.ts'
import { headKey, heightKey, readHeight } from './keys.ts'
import { blocksWithLogs } from './logIndex.ts'
import { openDatabase, type Tables } from './openDatabase.ts'
import { decodeReceipts } from './receiptCodec.ts'
import { createNewestReader, createStateReader, placeChanges, type WaitingBlock, writeCodes } from './stateStore.ts'
import { readWaiting } from './unsettled.ts'
import { upgradeStates } from './upgradeStates.ts'

/** What a store says about itself; written once, with the genesis block. */
export type StoreMeta = {
  version: 4
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

export type Store = ChainReader &
  Writer & {
    meta: StoreMeta
    /** The state after the newest block, whichever it is when something is read. For whoever appends. */
    newestState(): StateReader
    close(): Promise<void>
  }

type OpenOptions = {
  path: string
  readOnly?: boolean
  settling?: SettlerOptions | undefined
}

/** Opens a store that holds a chain. */
export function openStore(options: OpenOptions): Store {
  const tables = openDatabase(options)
  const meta = tables.meta.get(metaKey)
  if (!meta) {
    void tables.env.close()
    throw new EmptyStoreError()
  }
  const found: { version: number } & Omit<StoreMeta, 'version'> = JSON.parse(meta.toString())
  if (isCurrent(found)) return createStore(tables, found, options)
  if (found.version < version && !options.readOnly) return createStore(tables, upgrade(tables, found), options)
  void tables.env.close()
  throw new StoreVersionError(found.version)
}

function isCurrent(meta: { version: number }): meta is StoreMeta {
  return meta.version === version
}

/** Version 2 settled each block at once, version 3 let one wait; what they wrote is read alike. */
function upgrade(tables: Tables, found: { version: number } & Omit<StoreMeta, 'version'>): StoreMeta {
  return tables.env.transactionSync(() => {
    const meta: StoreMeta = { ...found, version, ...(found.version === 1 && { firstState: upgradeStates(tables) }) }
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
  { path, meta, settling }: { path: string; meta: StoreMeta; settling?: SettlerOptions | undefined },
  genesis: { header: Header; diff: StateDiff },
): Promise<Store> {
  const tables = openDatabase({ path })
  const store = createStore(tables, meta, { settling })
  const block = { hash: meta.genesisHash, header: genesis.header, ...emptyBody, receipts: [], hashesOfTransactions: [] }
  tables.env.transactionSync(() => {
    tables.meta.put(metaKey, Buffer.from(JSON.stringify(meta)))
    writeBlock(tables, block)
    writeCodes(tables, genesis.diff.codes)
    placeChanges(tables, [{ number: 0, nodes: genesis.diff.nodes }])
  })
  await tables.env.flushed
  return store
}

const version = 4
const metaKey = Buffer.from('meta')
const emptyBody = { transactions: [], senders: [], ommers: [] }

function createStore(tables: Tables, meta: StoreMeta, options: Omit<OpenOptions, 'path'>): Store {
  const commonAt = createCommons(meta)
  const head = () => readHeight(tables.meta.getBinaryFast(headKey)!)
  const header = (number: number) => {
    const bytes = tables.headers.get(heightKey(number))
    return bytes && decodeHeader(bytes.subarray(32))
  }
  const hash = (number: number) => {
    const bytes = tables.headers.get(heightKey(number))
    return bytes && encodeHex(bytes.subarray(0, 32))
  }
  const { firstState = 0, stateWindow } = meta
  const settler = createSettler(tables, { ...options.settling, stateWindow })
  if (!options.readOnly) settler.recover()
  const oldestState = () => (stateWindow === 0 ? firstState : Math.max(firstState, head() - stateWindow + 1))
  // Many ask for the newest states, and each would unpack anew what waits.
  let waiting: WaitingBlock[] = []
  const waitingUpTo = (height: number) => {
    waiting = readWaiting(tables, waiting)
    return waiting.filter(({ number }) => number <= height)
  }
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
      if (!found || number < oldestState()) return undefined
      return createStateReader(tables, { root: found.stateRoot, number, waiting: waitingUpTo(number) })
    },
    newestState: () => createNewestReader(tables, { root: header(head())!.stateRoot, waiting: settler.waiting }),
    ...createWriter(tables, settler),
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
    super(`Expected a chain that is kept in version ${version}, found version ${String(found)}.`, {
      metaMessages: ['Start the node once: it brings earlier versions up to date. Later ones need a later program.'],
    })
  }
}
