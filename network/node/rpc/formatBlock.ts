import { encodeHex, formatQuantity, type Hex } from '../../../lib/bytes/hex.ts'
import { keccak256 } from '../../../lib/bytes/keccak256.ts'
import { formatHeader } from '../../../lib/chain/parseHeader.ts'
import type { ChainReader, StoredBlock, Withdrawal } from '../ChainReader.ts'
import { hashTransaction } from './decodeTransaction.ts'
import { formatTransaction } from './formatTransaction.ts'

export type RpcBlock = Record<string, unknown>

/** Returns a block as JSON-RPC writes it, with whole transactions or their hashes. */
export function formatBlock(block: StoredBlock, full: boolean): RpcBlock {
  return {
    ...formatHeader(block.header),
    hash: block.hash,
    size: formatQuantity(block.size),
    transactions: full
      ? block.transactions.map((_, i) => formatTransaction(block, i))
      : block.transactions.map(hashTransaction),
    uncles: block.ommers.map((ommer) => encodeHex(keccak256(ommer))),
    ...(block.withdrawals && { withdrawals: block.withdrawals.map(formatWithdrawal) }),
  }
}

/** Returns what a `newHeads` subscriber gets: the header and its hash. */
export function formatHeadNotification(chain: ChainReader, number: number): RpcBlock {
  const header = chain.header(number)!
  return { ...formatHeader(header), hash: chain.hash(number) }
}

export function formatWithdrawal({ index, validatorIndex, address, amount }: Withdrawal): Record<string, Hex> {
  return {
    index: formatQuantity(index),
    validatorIndex: formatQuantity(validatorIndex),
    address,
    amount: formatQuantity(amount),
  }
}
