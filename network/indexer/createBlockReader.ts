import { z } from 'zod'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { decodeExtraData } from '../../lib/chain/extraData.ts'
import { BaseError } from '../../lib/errors.ts'
import { decodeEvent } from '../../lib/explorer/decodeEvent.ts'
import { isAnswerTooLarge } from '../../lib/light/Transport.ts'
import type { NodeRpc, RpcCall } from './createNodeRpc.ts'
import {
  type IndexedBlock,
  type IndexedEvent,
  type IndexedLog,
  type IndexedTransaction,
  positionOf,
} from './IndexTable.ts'

const hex = z.string().regex(/^0x[0-9a-fA-F]*$/) as unknown as z.ZodType<Hex>
/** No column holds more than 2^53 - 1; a gas limit may well be beyond. */
const quantity = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,64}$/)
  .transform((text) => Math.min(Number(text), Number.MAX_SAFE_INTEGER))
const amount = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,64}$/)
  .transform(BigInt)
const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((text) => text.toLowerCase() as Address)

const transactionSchema = z.object({
  hash: hex,
  from: address,
  to: address.nullable(),
  value: amount,
  nonce: quantity,
  input: hex,
})
const blockSchema = z.object({
  number: quantity,
  hash: hex,
  parentHash: hex,
  stateRoot: hex,
  transactionsRoot: hex,
  receiptsRoot: hex,
  timestamp: quantity,
  miner: address,
  gasUsed: quantity,
  gasLimit: quantity,
  size: quantity,
  extraData: hex,
  transactions: z.array(transactionSchema),
})
/** A block that names its transactions by their hashes only. */
const outlineSchema = z.looseObject({ transactions: z.array(hex) })
const receiptSchema = z.object({
  transactionHash: hex,
  status: quantity,
  gasUsed: quantity,
  contractAddress: address.nullish(),
  logs: z.array(z.object({ logIndex: quantity, address, topics: z.array(hex), data: hex })),
})
type NodeBlock = z.infer<typeof blockSchema>
type NodeReceipt = z.infer<typeof receiptSchema>

/** Returns a block from a height on, or several, as many as fit into the answers of the node. */
export type ReadBlocks = (from: number, most: number) => Promise<IndexedBlock[]>

const mostBlocks = 50

/**
 * Returns what reads blocks with their receipts, as the index wants them. A node bounds its answers: it is asked for half
 * as many blocks where they do not fit, and for a block in pieces where even that one does not.
 */
export function createBlockReader(rpc: NodeRpc): ReadBlocks {
  let size = mostBlocks
  return async (from, most) => {
    for (;;) {
      const count = Math.min(size, most)
      try {
        const blocks = await readBlocks(rpc, from, count)
        size = Math.min(size + 1, mostBlocks)
        return blocks
      } catch (error) {
        if (!isAnswerTooLarge(error)) throw error
        if (count === 1) return [await readInPieces(rpc, from)]
        size = Math.floor(count / 2)
      }
    }
  }
}

async function readBlocks(rpc: NodeRpc, from: number, count: number): Promise<IndexedBlock[]> {
  const numbers = Array.from({ length: count }, (_, i) => from + i)
  const answers = await rpc.batch(
    numbers.flatMap((number) => {
      const tag = `0x${number.toString(16)}`
      return [
        ['eth_getBlockByNumber', tag, true],
        ['eth_getBlockReceipts', tag],
      ] as const
    }),
  )
  return numbers.map((number, i) => parseBlock(number, answers[2 * i], answers[2 * i + 1]))
}

/** Asks for each transaction and each receipt by itself. */
async function readInPieces(rpc: NodeRpc, number: number): Promise<IndexedBlock> {
  const [found] = await rpc.batch([['eth_getBlockByNumber', `0x${number.toString(16)}`, false]])
  const outline = outlineSchema.safeParse(found)
  if (!outline.success) throw new BadBlockError(number, outline.error.message)
  const ask = (method: string) =>
    batchInParts(
      rpc,
      outline.data.transactions.map((hash) => [method, hash]),
    )
  const transactions = await ask('eth_getTransactionByHash')
  return parseBlock(number, { ...outline.data, transactions }, await ask('eth_getTransactionReceipt'))
}

const mostPieces = 100

/** Asks many things in as many requests as it takes; half as many at a time where the answers do not fit. */
async function batchInParts(rpc: NodeRpc, calls: readonly RpcCall[]): Promise<unknown[]> {
  const results: unknown[] = []
  let size = mostPieces
  while (results.length < calls.length) {
    const part = calls.slice(results.length, results.length + size)
    try {
      results.push(...(await rpc.batch(part)))
    } catch (error) {
      if (part.length === 1 || !isAnswerTooLarge(error)) throw error
      size = Math.floor(part.length / 2)
    }
  }
  return results
}

function parseBlock(number: number, found: unknown, foundReceipts: unknown): IndexedBlock {
  const block = blockSchema.safeParse(found)
  const receipts = z.array(receiptSchema).safeParse(foundReceipts)
  if (!block.success) throw new BadBlockError(number, block.error.message)
  if (!receipts.success) throw new BadBlockError(number, receipts.error.message)
  return joinBlock(number, block.data, receipts.data)
}

function joinBlock(number: number, block: NodeBlock, receipts: readonly NodeReceipt[]): IndexedBlock {
  if (block.number !== number) throw new BadBlockError(number, `block ${block.number}`)
  if (receipts.length !== block.transactions.length) {
    throw new BadBlockError(number, `${receipts.length} receipts for ${block.transactions.length} transactions`)
  }
  const transactions = block.transactions.map((transaction, index) =>
    joinTransaction(number, index, transaction, receipts[index]!),
  )
  const logs = receipts.flatMap((receipt, index) =>
    receipt.logs.map(
      (log): IndexedLog => ({
        position: positionOf(number, log.logIndex),
        logIndex: log.logIndex,
        transactionHash: receipt.transactionHash,
        transactionPosition: positionOf(number, index),
        address: log.address,
        topics: log.topics,
        data: log.data,
      }),
    ),
  )
  return {
    number,
    hash: block.hash,
    parentHash: block.parentHash,
    roots: { state: block.stateRoot, transactions: block.transactionsRoot, receipts: block.receiptsRoot },
    timestamp: block.timestamp,
    producer: block.miner,
    gasUsed: block.gasUsed,
    gasLimit: block.gasLimit,
    size: block.size,
    ...readSeals(block.extraData),
    transactions,
    logs,
    events: logs.flatMap(decodeLog),
  }
}

function joinTransaction(
  blockNumber: number,
  index: number,
  transaction: NodeBlock['transactions'][number],
  receipt: NodeReceipt,
): IndexedTransaction {
  if (receipt.transactionHash !== transaction.hash) {
    throw new BadBlockError(blockNumber, `a receipt of ${receipt.transactionHash} for ${transaction.hash}`)
  }
  return {
    position: positionOf(blockNumber, index),
    index,
    hash: transaction.hash,
    from: transaction.from,
    to: transaction.to ?? undefined,
    created: receipt.contractAddress ?? undefined,
    value: transaction.value,
    nonce: transaction.nonce,
    input: transaction.input,
    gasUsed: receipt.gasUsed,
    ok: receipt.status === 1,
  }
}

function decodeLog(log: IndexedLog): IndexedEvent[] {
  const event = decodeEvent(log)
  return event ? [{ ...log, contract: event.contract, name: event.name, args: event.args }] : []
}

/** A chain without QBFT seals, such as one that was imported, has neither rounds nor seals. */
function readSeals(extraData: Hex): { round: number; seals: number } {
  try {
    const { round, seals } = decodeExtraData(extraData)
    return { round, seals: seals.length }
  } catch {
    return { round: 0, seals: 0 }
  }
}

export class BadBlockError extends BaseError {
  override readonly name = 'Indexer.BadBlockError'
  constructor(number: number, found: string) {
    super(`Expected the node to give block ${number} with its receipts, found something else.`, { details: found })
  }
}
