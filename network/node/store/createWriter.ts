import type { Hex } from '../../../lib/bytes/hex.ts'
import { encodeHeader } from '../../../lib/chain/encodeHeader.ts'
import type { Header } from '../../../lib/chain/Header.ts'
import type { Receipt } from '../../../lib/chain/Receipt.ts'
import type { StateDiff } from '../../../lib/engine/StateReader.ts'
import { BaseError } from '../../../lib/errors.ts'
import { type BlockBody, encodeBody } from './blockCodec.ts'
import type { Settler } from './createSettler.ts'
import { headKey, heightKey, readHeight } from './keys.ts'
import { indexLogs } from './logIndex.ts'
import type { Tables } from './openDatabase.ts'
import { encodeReceipts } from './receiptCodec.ts'
import { writeCodes } from './stateStore.ts'

export type NewBlock = BlockBody & {
  hash: Hex
  header: Header
  receipts: readonly Receipt[]
  hashesOfTransactions: readonly Hex[]
}

export type Writer = {
  /** Writes a block with everything that follows from it, all or nothing. Resolves when it is on the disk. */
  append(block: NewBlock, diff: StateDiff): Promise<void>
  /** Brings a part of the nodes that blocks changed to their places. It may be left for the next `append`. */
  settle(): void
}

/**
 * Most of what a block writes are the nodes that it changed, all over the table. It is final as soon as they are on the disk in one
 * piece; that each goes to its place can wait until nobody waits for the block any more.
 */
export function createWriter(tables: Tables, settler: Settler): Writer {
  let owesTurn = false

  function settle(): void {
    settler.settle()
    owesTurn = false
  }

  return {
    settle,
    async append(block, { nodes, codes }) {
      if (owesTurn) settle()
      const { number } = block.header
      const head = readHeight(tables.meta.get(headKey)!)
      if (number !== head + 1) throw new OutOfOrderError(head + 1, number)
      tables.env.transactionSync(() => {
        writeBlock(tables, block)
        writeCodes(tables, codes)
        settler.add(number, nodes)
      })
      owesTurn = true
      await tables.env.flushed
    },
  }
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
