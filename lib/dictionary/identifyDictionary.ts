import { encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { hashBlock } from '../crypto/blake3.ts'
import { formatRawCid } from '../crypto/rawCid.ts'
import type { Dictionary } from './dictionarySchema.ts'
import { formatDictionary } from './formatDictionary.ts'
import { TooLargeError } from './guardJson.ts'

/** One block holds a whole dictionary, so that one CID stands for it. */
export const maxPublishedBytes = 1_048_576

export type DictionaryIdentity = { bytes: Uint8Array<ArrayBuffer>; cid: string; hash: Hex }

/** Returns the block of a dictionary with its CID and the hash that the registry keeps; throws when it is too large for one. */
export function identifyDictionary(dictionary: Dictionary): DictionaryIdentity {
  const bytes = new TextEncoder().encode(formatDictionary(dictionary))
  if (bytes.length > maxPublishedBytes)
    throw new TooLargeError(`${bytes.length} bytes`, `${maxPublishedBytes} in one block`)
  return { bytes, cid: formatRawCid(hashBlock(bytes)), hash: encodeHex(keccak256(bytes)) }
}
