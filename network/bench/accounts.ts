import { type Address, encodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { keccak256 } from '../../lib/bytes/keccak256.ts'
import { privateKeyToAddress } from '../../lib/chain/signSeal.ts'

/** Who sends in the benchmarks, and who holds tokens: both follow from a number, so each process makes its own. */
export type Sender = { address: Address; privateKey: Uint8Array }

export const senderCount = 1_000
export const token: Address = '0x00000000000000000000000000000000000bec40'

export function createSenders(count = senderCount): Sender[] {
  return Array.from({ length: count }, (_, index) => {
    const privateKey = keccak256(Buffer.from(`QoodBlock bench sender ${index}`))
    return { privateKey, address: privateKeyToAddress(privateKey) }
  })
}

/** Returns the address of a holder who never sends. */
export function holderAddress(index: number): Address {
  return encodeHex(keccak256(Buffer.from(`QoodBlock bench holder ${index}`)).subarray(12))
}

/** Returns where OpenZeppelin's ERC20 keeps a balance: mapping number 0. */
export function balanceSlot(owner: Address): Hex {
  return encodeHex(keccak256(Buffer.from(`${owner.slice(2).padStart(64, '0')}${'0'.repeat(64)}`, 'hex')))
}
