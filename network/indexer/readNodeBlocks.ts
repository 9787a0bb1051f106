import { z } from 'zod'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { decodeExtraData } from '../../lib/chain/extraData.ts'
import { BaseError } from '../../lib/errors.ts'
import { decodeEvent } from '../../lib/explorer/decodeEvent.ts'
import type { NodeRpc } from './createNodeRpc.ts'
import {
  type IndexedBlock,
  type IndexedEvent,
  type IndexedLog,
  type IndexedTransaction,
  positionOf,
} from './IndexTable.ts'

const hex = z.string().regex(/^0x[0-9a-fA-F]*$/) as unknown as z.ZodType<Hex>
const quantity = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,64}$/)
  .transform(Number)
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
const receiptSchema = z.object({
  transactionHash: hex,
  status: quantity,
  gasUsed: quantity,
  contractAddress: address.nullish(),
  logs: z.array(z.object({ logIndex: quantity, address, topics: z.array(hex), data: hex })),
})
type NodeBlock = z.infer<typeof blockSchema>
type NodeReceipt = z.infer<typeof receiptSchema>

/** Returns blocks from a height on, with their receipts, as the index wants them. */
export async function readNodeBlocks(rpc: NodeRpc, from: number, count: number): Promise<IndexedBlock[]> {
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
  return numbers.map((number, i) => {
    const block = blockSchema.safeParse(answers[2 * i])
    const receipts = z.array(receiptSchema).safeParse(answers[2 * i + 1])
    if (!block.success) throw new BadBlockError(number, block.error.message)
    if (!receipts.success) throw new BadBlockError(number, receipts.error.message)
    return joinBlock(number, block.data, receipts.data)
  })
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
