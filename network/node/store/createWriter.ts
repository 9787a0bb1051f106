import type { Hex } from '../../../lib/bytes/hex.ts'
import { encodeHeader } from '../../../lib/chain/encodeHeader.ts'
import type { Header } from '../../../lib/chain/Header.ts'
import type { Receipt } from '../../../lib/chain/Receipt.ts'
import type { StateDiff } from '../../../lib/engine/StateReader.ts'
import { BaseError } from '../../../lib/errors.ts'
import { type BlockBody, encodeBody } from './blockCodec.ts'
import { headKey, heightKey, readHeight } from './keys.ts'
import { indexLogs } from './logIndex.ts'
import type { Tables } from './openDatabase.ts'
import { encodeReceipts } from './receiptCodec.ts'
import { type Nodes, placeNodes, prunePast, writeCodes } from './stateStore.ts'
import { decodeNodes, encodeNodes } from './unsettled.ts'

export type NewBlock = BlockBody & {
  hash: Hex
  header: Header
  receipts: readonly Receipt[]
  hashesOfTransactions: readonly Hex[]
}

export type Writer = {
  /** Writes a block with everything that follows from it, all or nothing. Resolves when it is on the disk. */
  append(block: NewBlock, diff: StateDiff): Promise<void>
  /** Brings the nodes of the newest block to their places, if that was left for later. It may be left for the next `append`. */
  settle(): void
}

/**
 * Most of what a block writes are the nodes that it changed, all over the table. It is final as soon as they are on the disk in one
 * piece; that each goes to its place can wait until nobody waits for the block any more.
 */
export function createWriter(
  tables: Tables,
  { stateWindow, placedAtOnce = 16 }: { stateWindow: number; placedAtOnce?: number | undefined },
): Writer {
  let unsettled = readUnsettled(tables)

  function place(number: number, nodes: Nodes): void {
    placeNodes(tables, number, nodes, true)
    if (stateWindow > 0 && number > stateWindow) prunePast(tables, number - stateWindow)
  }

  function settle(): void {
    if (unsettled === undefined) return
    const { number, nodes } = unsettled
    tables.env.transactionSync(() => {
      if (!tables.unsettled.removeSync(heightKey(number))) throw new SecondWriterError(number)
      place(number, nodes)
    })
    unsettled = undefined
  }

  return {
    settle,
    async append(block, { nodes, codes }) {
      settle()
      const { number } = block.header
      const head = readHeight(tables.meta.get(headKey)!)
      if (number !== head + 1) throw new OutOfOrderError(head + 1, number)
      const canWait = nodes.size > placedAtOnce
      tables.env.transactionSync(() => {
        writeBlock(tables, block)
        writeCodes(tables, codes)
        if (canWait) tables.unsettled.put(heightKey(number), encodeNodes(nodes))
        else place(number, nodes)
      })
      if (canWait) unsettled = { number, nodes }
      await tables.env.flushed
    },
  }
}

function readUnsettled({ unsettled }: Tables): { number: number; nodes: Nodes } | undefined {
  for (const { key, value } of unsettled.getRange({ limit: 1 }))
    return { number: readHeight(key), nodes: decodeNodes(value) }
  return undefined
}

/** Writes all of a block but its state. Inside a write transaction. */
export function writeBlock(tables: Tables, block: NewBlock): void {
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

export class OutOfOrderError extends BaseError {
  override readonly name = 'Store.OutOfOrderError'
  constructor(expected: number, found: number) {
    super(`Expected block ${expected} next, found block ${found}.`)
  }
}

export class SecondWriterError extends BaseError {
  override readonly name = 'Store.SecondWriterError'
  constructor(number: number) {
    super(`Expected to settle block ${number}, found that another program has done it.`, {
      metaMessages: ['One node writes a chain. Stop the other, or give it a data directory of its own with --data.'],
    })
  }
}
