import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { encodeLog, type LogItems } from './logItems.ts'
import type { Log } from './Receipt.ts'

/** Returns the 2,048-bit bloom filter of the logs' addresses and topics. */
export function logsBloom(logs: readonly Log[]): Hex {
  return logs.length === 0 ? emptyBloom : encodeHex(bloomOf(logs.map(encodeLog)))
}

/** Returns the same in bytes, of logs in bytes. */
export function bloomOf(logs: readonly LogItems[]): Uint8Array {
  const bloom = new Uint8Array(256)
  for (const [address, topics] of logs) {
    addToBloom(bloom, address)
    for (const topic of topics) addToBloom(bloom, topic)
  }
  return bloom
}

/** Adds what is in one bloom filter to another. */
export function mergeBloom(into: Uint8Array, bloom: Uint8Array): void {
  for (let i = 0; i < 256; i++) into[i]! |= bloom[i]!
}

/** Returns whether the bloom filter may hold the address or topic; false is certain. */
export function bloomMayHold(bloom: Uint8Array, item: Hex): boolean {
  return bitsOf(decodeHex(item)).every((bit) => (bloom[255 - (bit >> 3)]! & (1 << (bit & 7))) !== 0)
}

export const emptyBloom: Hex = `0x${'00'.repeat(256)}`

function addToBloom(bloom: Uint8Array, item: Uint8Array): void {
  for (const bit of bitsOf(item)) bloom[255 - (bit >> 3)]! |= 1 << (bit & 7)
}

/** The same addresses and topics come again and again. */
const known = new Map<string, number[]>()
const maxKnown = 10_000

function bitsOf(item: Uint8Array): number[] {
  const key = String.fromCharCode.apply(null, item as unknown as number[])
  let bits = known.get(key)
  if (bits === undefined) {
    const hash = keccak256(item)
    bits = [0, 2, 4].map((at) => ((hash[at]! << 8) | hash[at + 1]!) & 2047)
    if (known.size >= maxKnown) known.clear()
    known.set(key, bits)
  }
  return bits
}
