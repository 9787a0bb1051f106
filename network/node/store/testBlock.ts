import { encodeHex, type Hex } from '../../../lib/bytes/hex.ts'
import { keccak256 } from '../../../lib/bytes/keccak256.ts'
import { unsealedHeader } from '../../../lib/chain/fixtures/sealHeader.ts'
import type { Receipt } from '../../../lib/chain/Receipt.ts'
import type { NewBlock } from './createWriter.ts'

export function hashOf(number: number): Hex {
  return encodeHex(keccak256(Buffer.from(`block ${number}`)))
}

/** Returns a block that holds one transaction for each receipt. */
export function createTestBlock(number: number, receipts: readonly Receipt[] = []): NewBlock {
  return {
    hash: hashOf(number),
    header: { ...unsealedHeader, number },
    transactions: receipts.map((_, index) => Uint8Array.of(2, 0xc1, index % 128)),
    senders: receipts.map(() => `0x${'ab'.repeat(20)}` as const),
    hashesOfTransactions: receipts.map((_, index) => hashOf(number * 1_000 + index + 1_000_000)),
    ommers: [],
    receipts,
  }
}
