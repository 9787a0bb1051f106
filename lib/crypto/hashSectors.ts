import { blake2b } from '@noble/hashes/blake2.js'
import { type BlakePair, createBlakePair, digestBytes, keyBytes, saltBytes } from './blakePair.ts'
import { countSectors, largestChunkBytes, sectorBytes } from './planChunks.ts'

/*
 * The hash of a sector, plain or encrypted: BLAKE2b-256 of its bytes, keyed with 32 bytes, salted with its number as 16
 * bytes, highest first. The same as SectorLib.hash of the contracts.
 */
export type SectorKeys =
  /** One for all sectors. */
  | { key: Uint8Array }
  /** One each, one after the other. */
  | { keys: Uint8Array }

/* One for the whole thread: hashing never awaits in between. */
let pair: BlakePair | undefined

/** Returns when sectors are hashed as fast as this machine can; before that, and without WebAssembly, they are hashed all the same. */
export async function loadSectorHash(): Promise<void> {
  pair ??= await createBlakePair(largestChunkBytes)
}

/** Returns the hashes of the sectors of a chunk, one after the other. `first` is the number of its first sector. */
export function hashSectors(bytes: Uint8Array, first: number, keys: SectorKeys): Uint8Array {
  if (pair && bytes.length <= largestChunkBytes) return hashPairs(pair, bytes, first, keys)
  const hashes = new Uint8Array(countSectors(bytes.length) * digestBytes)
  for (let i = 0; i * digestBytes < hashes.length; i++) {
    const sector = bytes.subarray(i * sectorBytes, (i + 1) * sectorBytes)
    hashes.set(hashSector(sector, first + i, keyOf(keys, i)), i * digestBytes)
  }
  return hashes
}

/** Returns the hash of one sector. */
export function hashSector(sector: Uint8Array, number: number, key: Uint8Array): Uint8Array {
  const salt = new Uint8Array(saltBytes)
  new DataView(salt.buffer).setBigUint64(8, BigInt(number))
  return blake2b(sector, { dkLen: digestBytes, key, salt })
}

function keyOf(keys: SectorKeys, i: number): Uint8Array {
  return 'key' in keys ? keys.key : keys.keys.subarray(i * keyBytes, (i + 1) * keyBytes)
}

function hashPairs(hasher: BlakePair, bytes: Uint8Array, first: number, keys: SectorKeys): Uint8Array {
  const { bytes: memory, view, keysAt, saltsAt, digestsAt, messagesAt, run } = hasher
  const count = countSectors(bytes.length)
  const hashes = new Uint8Array(count * digestBytes)
  const digests = memory.subarray(digestsAt, digestsAt + 2 * digestBytes)
  memory.set(bytes, messagesAt)
  memory.fill(0, messagesAt + bytes.length, messagesAt + bytes.length + 128)
  if ('key' in keys) for (const at of keysAt) memory.set(keys.key, at)

  function place(i: number, lane: 0 | 1): void {
    if ('keys' in keys) memory.set(keyOf(keys, i), keysAt[lane])
    const number = first + i
    view.setUint32(saltsAt[lane] + 8, Math.floor(number / 2 ** 32))
    view.setUint32(saltsAt[lane] + 12, number)
  }

  const whole = Math.floor(bytes.length / sectorBytes)
  for (let i = 0; i < whole - 1; i += 2) {
    place(i, 0)
    place(i + 1, 1)
    const at = messagesAt + i * sectorBytes
    run(at, at + sectorBytes, sectorBytes)
    hashes.set(digests, i * digestBytes)
  }
  // What has no partner of its length is its own partner.
  for (let i = whole - (whole % 2); i < count; i++) {
    place(i, 0)
    const at = messagesAt + i * sectorBytes
    run(at, at, Math.min(sectorBytes, bytes.length - i * sectorBytes))
    hashes.set(digests.subarray(0, digestBytes), i * digestBytes)
  }
  return hashes
}
