import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'

export type ValidatorSet = { epoch: number | bigint; seed: Hex; validators: readonly Address[] }

/**
 * Returns what Election keeps in its one commitment slot, so that one storage proof shows a whole validator set:
 * keccak256 of the epoch (8 bytes), the seed (32 bytes) and the addresses in ascending order.
 */
export function setCommitment({ epoch, seed, validators }: ValidatorSet): Hex {
  const packed = `0x${encodeUint64(epoch)}${seed.slice(2)}${sortAddresses(validators)
    .map((address) => address.slice(2))
    .join('')}`
  return encodeHex(keccak256(decodeHex(packed)))
}

/** Returns the addresses in lower case and ascending order. */
export function sortAddresses(addresses: readonly Address[]): Address[] {
  return addresses.map((address) => address.toLowerCase() as Address).sort()
}

/** Returns the 8 big-endian bytes of an integer as hex digits. */
export function encodeUint64(value: number | bigint): string {
  return value.toString(16).padStart(16, '0')
}
