import type { Address, Hex } from '../bytes/hex.ts'
import { countSeals } from './countSeals.ts'
import type { BlockSummary } from './HeadState.ts'

/** Returns the few facts of a block that lists and the head show. */
export function summarizeBlock(block: {
  number: bigint
  hash: Hex
  parentHash: Hex
  miner: Address
  timestamp: bigint
  transactions: readonly unknown[]
  gasUsed: bigint
  gasLimit: bigint
  extraData: Hex
}): BlockSummary {
  return {
    number: Number(block.number),
    hash: block.hash,
    parentHash: block.parentHash,
    producer: block.miner,
    timestamp: Number(block.timestamp),
    transactionCount: block.transactions.length,
    gasUsed: block.gasUsed,
    gasLimit: block.gasLimit,
    seals: countSeals(block.extraData),
  }
}
