import { equalBytes } from '../bytes/equalBytes.ts'
import { BaseError } from '../errors.ts'
import { hashBlock, loadBlake3 } from './blake3.ts'

/*
 * Content identifiers of stored blocks: CID version 1, raw bytes, BLAKE3, in base32. One kind only, so that there is one
 * way to write each. https://github.com/multiformats/cid
 */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
export const cidHead = [0x01, 0x55, 0x1e, 0x20] as const
const textLength = 59
/** Up to here a hash takes less time than making the fast hasher does. */
const quickBytes = 65_536
/** What every CID of ours looks like. */
export const cidPattern = /^bafkr4i[a-z2-7]{52}$/

/** Returns the CID of the block with this BLAKE3 hash. */
export function formatRawCid(digest: Uint8Array): string {
  const bytes = [...cidHead, ...digest]
  let text = 'b'
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff
    bits += 8
    for (; bits >= 5; bits -= 5) text += alphabet[(value >> (bits - 5)) & 31]
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text
}

/** Returns the BLAKE3 hash in a CID of this kind; throws on any other. */
export function parseRawCid(cid: string): Uint8Array {
  const bytes: number[] = []
  let bits = 0
  let value = 0
  for (const character of cid.slice(1, textLength)) {
    value = ((value << 5) | alphabet.indexOf(character)) & 0xffff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((value >> bits) & 255)
    }
  }
  const digest = Uint8Array.from(bytes.slice(cidHead.length))
  // Writing it again catches every foreign character, length, prefix and spare bit at once.
  if (digest.length !== 32 || formatRawCid(digest) !== cid) throw new InvalidCidError(cid)
  return digest
}

/** Returns the CID of the block. */
export async function cidOf(block: Uint8Array): Promise<string> {
  return formatRawCid(await hashSoon(block))
}

/** Returns whether these are the bytes that the CID names; throws if it is none of ours. */
export async function isBlockOf(cid: string, bytes: Uint8Array): Promise<boolean> {
  const digest = parseRawCid(cid)
  return equalBytes(await hashSoon(bytes), digest)
}

async function hashSoon(bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes.length > quickBytes) await loadBlake3()
  return hashBlock(bytes)
}

export class InvalidCidError extends BaseError {
  override readonly name = 'Crypto.InvalidCidError'
  constructor(cid: string) {
    super(`Expected a CID of raw bytes with BLAKE3 in base32 (bafkr4i...), found "${cid.slice(0, 80)}".`)
  }
}
