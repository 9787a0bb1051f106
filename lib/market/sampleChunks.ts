import { concatBytes } from '@noble/hashes/utils.js'
import { keccak256 } from '../bytes/keccak256.ts'
import { encodeUint32 } from '../crypto/encodeUint.ts'
import type { Order } from './Order.ts'

/** Returns the chunks that an order's samples fall on, as the judge draws them: one in each of equal strata. */
export function sampleChunks(
  { from, to, samples }: Pick<Order, 'from' | 'to' | 'samples'>,
  seed: Uint8Array,
): number[] {
  const length = to - from
  return Array.from({ length: samples }, (_, sample) => {
    const low = from + Math.floor((length * sample) / samples)
    const high = from + Math.floor((length * (sample + 1)) / samples)
    const drawn = keccak256(concatBytes(seed, encodeUint32(sample)))
    return low + Number(toBigInt(drawn) % BigInt(high - low))
  })
}

function toBigInt(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
}
