import { formatQuantity } from '../../../lib/bytes/hex.ts'
import type { Receipt } from '../../../lib/chain/Receipt.ts'
import type { StoredBlock } from '../ChainReader.ts'
import { formatLog } from './collectLogs.ts'
import { decodeTransaction, hashTransaction } from './decodeTransaction.ts'

export type RpcReceipt = Record<string, unknown>

/** Returns the receipts of a whole block as JSON-RPC writes them. */
export function formatReceipts(block: StoredBlock, receipts: readonly Receipt[]): RpcReceipt[] {
  let logIndex = 0
  return receipts.map((receipt, index) => {
    const formatted = formatReceipt(block, receipts, index, logIndex)
    logIndex += receipt.logs.length
    return formatted
  })
}

/** Returns one receipt of a block. */
export function formatReceipt(
  block: StoredBlock,
  receipts: readonly Receipt[],
  index: number,
  firstLogIndex = countLogs(receipts, index),
): RpcReceipt {
  const receipt = receipts[index]!
  const raw = block.transactions[index]!
  const transactionHash = hashTransaction(raw)
  const { number, timestamp: blockTimestamp } = block.header
  const place = { number, hash: block.hash, blockTimestamp, transactionHash, transactionIndex: index }
  return {
    blockHash: block.hash,
    blockNumber: formatQuantity(number),
    contractAddress: receipt.contractAddress ?? null,
    cumulativeGasUsed: formatQuantity(receipt.cumulativeGasUsed),
    effectiveGasPrice: formatQuantity(receipt.effectiveGasPrice),
    from: block.senders[index],
    gasUsed: formatQuantity(receipt.gasUsed),
    logs: receipt.logs.map((log, i) => formatLog(log, { ...place, logIndex: firstLogIndex + i })),
    logsBloom: receipt.logsBloom,
    ...formatOutcome(receipt),
    to: decodeTransaction(raw).to,
    transactionHash,
    transactionIndex: formatQuantity(index),
    type: formatQuantity(receipt.type),
  }
}

function formatOutcome({ status, root, blobGasUsed, blobGasPrice }: Receipt): Record<string, string> {
  return {
    ...(root === undefined ? { status: formatQuantity(status ?? 0) } : { root }),
    ...(blobGasUsed !== undefined && { blobGasUsed: formatQuantity(blobGasUsed) }),
    ...(blobGasPrice !== undefined && { blobGasPrice: formatQuantity(blobGasPrice) }),
  }
}

function countLogs(receipts: readonly Receipt[], index: number): number {
  return receipts.slice(0, index).reduce((sum, receipt) => sum + receipt.logs.length, 0)
}
