import { type Address, decodeHex, encodeHex, formatQuantity, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { encodeReceipt } from '../chain/encodeReceipt.ts'
import type { Header } from '../chain/Header.ts'
import { logsBloom } from '../chain/logsBloom.ts'
import type { Log } from '../chain/Receipt.ts'
import { encodeRlp, encodeScalar } from '../chain/rlp.ts'
import { orderedRoot } from '../chain/trie/orderedRoot.ts'
import { readAddress, readBytes, readHash, readList, readObject, readQuantity } from './answers.ts'
import { effectivePrice, type VerifiedTransaction } from './verifyTransactions.ts'
import { ProofMismatchError } from './verifyTrieProof.ts'

/** What the receipts root fixes of a receipt. */
export type VerifiedReceipt = {
  type: number
  status: 0 | 1 | undefined
  root: Hex | undefined
  cumulativeGasUsed: bigint
  logsBloom: Hex
  logs: readonly Log[]
}

/** Returns the receipts of a block, in order; throws unless together they make up its receipts root. */
export function verifyReceipts(header: Pick<Header, 'receiptsRoot' | 'number'>, receipts: unknown): VerifiedReceipt[] {
  const read = readList(receipts, 'receipts').map(readReceipt)
  // Gas and price are derived later from what is proved, so the encoder's other members do not matter.
  const root = orderedRoot(read.map((receipt) => encodeReceipt({ ...receipt, gasUsed: 0n, effectiveGasPrice: 0n })))
  if (root !== header.receiptsRoot) {
    throw new ProofMismatchError(`the receipts of block ${header.number}`, header.receiptsRoot, root)
  }
  return read
}

function readReceipt(value: unknown): VerifiedReceipt {
  const claim = readObject(value, 'a receipt')
  const logs = readList(claim.logs, 'logs').map(readLog)
  return {
    type: claim.type === undefined ? 0 : Number(readQuantity(claim.type, 'type')),
    status: claim.root === undefined ? (readQuantity(claim.status, 'status') === 1n ? 1 : 0) : undefined,
    root: claim.root === undefined ? undefined : readHash(claim.root, 'root'),
    cumulativeGasUsed: readQuantity(claim.cumulativeGasUsed, 'cumulativeGasUsed'),
    // Derived, so that a receipt is checked by what it logged.
    logsBloom: logsBloom(logs),
    logs,
  }
}

function readLog(value: unknown): Log {
  const claim = readObject(value, 'a log')
  return {
    address: readAddress(claim.address, 'address'),
    topics: readList(claim.topics, 'topics', 4).map((topic) => readHash(topic, 'topics')),
    data: readBytes(claim.data, 'data'),
  }
}

export type VerifiedBody = {
  header: Header
  hash: Hex
  transactions: readonly VerifiedTransaction[]
  receipts: readonly VerifiedReceipt[]
}

/** Returns a receipt of a verified block as JSON-RPC writes it; `from` must have been recovered. */
export function formatReceipt(body: VerifiedBody, index: number, from: Address): Record<string, unknown> {
  const { header, hash } = body
  const receipt = body.receipts[index]!
  const transaction = body.transactions[index]!
  const before = index === 0 ? 0n : body.receipts[index - 1]!.cumulativeGasUsed
  const to = transaction.fields.to as Address | null
  const blobs = transaction.fields.blobVersionedHashes as readonly Hex[] | undefined
  return {
    blockHash: hash,
    blockNumber: formatQuantity(header.number),
    contractAddress: to === null ? createdAddress(from, BigInt(transaction.fields.nonce as Hex)) : null,
    cumulativeGasUsed: formatQuantity(receipt.cumulativeGasUsed),
    effectiveGasPrice: formatQuantity(effectivePrice(transaction, header.baseFeePerGas ?? 0n)),
    from,
    gasUsed: formatQuantity(receipt.cumulativeGasUsed - before),
    logs: formatLogs(body, index),
    logsBloom: receipt.logsBloom,
    ...(receipt.root === undefined ? { status: formatQuantity(receipt.status!) } : { root: receipt.root }),
    ...(blobs && { blobGasUsed: formatQuantity(blobGas * blobs.length) }),
    to,
    transactionHash: transaction.hash,
    transactionIndex: formatQuantity(index),
    type: formatQuantity(receipt.type),
  }
}

/** Returns the logs of one receipt as JSON-RPC writes them. */
export function formatLogs({ header, hash, transactions, receipts }: VerifiedBody, index: number) {
  const first = receipts.slice(0, index).reduce((sum, { logs }) => sum + logs.length, 0)
  return receipts[index]!.logs.map(({ address, topics, data }, i) => ({
    address,
    topics,
    data,
    blockNumber: formatQuantity(header.number),
    transactionHash: transactions[index]!.hash,
    transactionIndex: formatQuantity(index),
    blockHash: hash,
    blockTimestamp: formatQuantity(header.timestamp),
    logIndex: formatQuantity(first + i),
    removed: false,
  }))
}

/** Returns where a contract creation of the sender puts its contract. */
export function createdAddress(from: Address, nonce: bigint): Address {
  return encodeHex(keccak256(encodeRlp([decodeHex(from), encodeScalar(nonce)])).subarray(12))
}

const blobGas = 131_072
