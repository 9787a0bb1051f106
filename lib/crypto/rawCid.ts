import { BaseError } from '../errors.ts'

/*
 * Content identifiers of stored blocks: CID version 1, raw bytes, SHA-256, in base32. One kind only, so that there is one
 * way to write each. https://github.com/multiformats/cid
 */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
const head = [0x01, 0x55, 0x12, 0x20]
const textLength = 59

/** Returns the CID of the block with this SHA-256. */
export function formatRawCid(digest: Uint8Array): string {
  const bytes = [...head, ...digest]
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

/** Returns the SHA-256 in a CID of this kind; throws on any other. */
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
  const digest = Uint8Array.from(bytes.slice(head.length))
  // Writing it again catches every foreign character, length, prefix and spare bit at once.
  if (digest.length !== 32 || formatRawCid(digest) !== cid) throw new InvalidCidError(cid)
  return digest
}

export class InvalidCidError extends BaseError {
  override readonly name = 'Crypto.InvalidCidError'
  constructor(cid: string) {
    super(`Expected a CID of raw bytes with SHA-256 in base32 (bafkrei...), found "${cid.slice(0, 80)}".`)
  }
}
