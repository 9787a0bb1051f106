import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import type { Log } from './Receipt.ts'

/** Returns the 2,048-bit bloom filter of the logs' addresses and topics. */
export function logsBloom(logs: readonly Log[]): Hex {
  return logs.length === 0 ? emptyBloom : encodeHex(bloomOf(logs))
}

/** Returns the same as bytes. */
export function bloomOf(logs: readonly Log[]): Uint8Array {
  const bloom = new Uint8Array(256)
  for (const log of logs) {
    addToBloom(bloom, log.address)
    for (const topic of log.topics) addToBloom(bloom, topic)
  }
  return bloom
}

/** Adds what is in one bloom filter to another. */
export function mergeBloom(into: Uint8Array, bloom: Uint8Array): void {
  for (let i = 0; i < 256; i++) into[i]! |= bloom[i]!
}

/** Returns whether the bloom filter may hold the address or topic; false is certain. */
export function bloomMayHold(bloom: Uint8Array, item: Hex): boolean {
  return bitsOf(item).every((bit) => (bloom[255 - (bit >> 3)]! & (1 << (bit & 7))) !== 0)
}

export const emptyBloom: Hex = `0x${'00'.repeat(256)}`

function addToBloom(bloom: Uint8Array, item: Hex): void {
  for (const bit of bitsOf(item)) bloom[255 - (bit >> 3)]! |= 1 << (bit & 7)
}

/** The same addresses and topics come again and again. */
const known = new Map<Hex, number[]>()
const maxKnown = 10_000

function bitsOf(item: Hex): number[] {
  let bits = known.get(item)
  if (bits === undefined) {
    const hash = keccak256(decodeHex(item))
    bits = [0, 2, 4].map((at) => ((hash[at]! << 8) | hash[at + 1]!) & 2047)
    if (known.size >= maxKnown) known.clear()
    known.set(item, bits)
  }
  return bits
}
