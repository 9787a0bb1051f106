import { secp256k1 } from '@noble/curves/secp256k1.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { equalBytes } from '../bytes/equalBytes.ts'
import { encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { decryptAesGcm, encryptAesGcm, hkdfSha256, importAesKey } from '../crypto/webCrypto.ts'
import { BaseError } from '../errors.ts'
import { deriveSecret } from './deriveSecret.ts'

/*
 * A record's document, sealed to the owner of the car:
 *
 *   "QVR1" | ephemeral point (33) | keccak256(key) (32) | iv (12) | AES-256-GCM(document)
 *
 * The key follows from the ephemeral secret and the owner's reading key (ECDH on secp256k1, HKDF). The owner, and nobody
 * else, can find it again and may hand it on: whoever has the key of one record reads that record. AES-GCM alone does not
 * bind a key, so the hash of the key stands in front: nobody can make one block open to two documents.
 */
const magic = new TextEncoder().encode('QVR1')
const headBytes = magic.length + 33 + 32 + 12

/** Returns the secret with which the owner reads the records of a car, from the seed of all data keys. */
export function deriveReadingKey(dataSeed: Uint8Array, vehicleId: bigint): Promise<Uint8Array> {
  return deriveSecret(dataSeed, `vehicle records v1 ${vehicleId}`)
}

/** Returns the public half of a reading key, which an issuer seals to. */
export function readingPoint(readingKey: Uint8Array): Hex {
  return encodeHex(secp256k1.getPublicKey(readingKey, true))
}

/** Returns a document sealed to a reading point, and the key that opens it. */
export async function sealRecord(
  document: Uint8Array,
  point: Uint8Array,
): Promise<{ block: Uint8Array<ArrayBuffer>; key: Uint8Array }> {
  const secret = secp256k1.utils.randomSecretKey()
  const ephemeral = secp256k1.getPublicKey(secret, true)
  const key = await deriveKey(sharedPoint(secret, point), ephemeral)
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const head = concatBytes(magic, ephemeral, keccak256(key), iv)
  const sealed = await encryptAesGcm({ key: await importAesKey(key), iv, data: document, aad: head })
  return { block: new Uint8Array(concatBytes(head, sealed)), key }
}

/** Returns whether a block is a sealed document. */
export function isSealedRecord(block: Uint8Array): boolean {
  return block.length > headBytes && equalBytes(block.subarray(0, magic.length), magic)
}

/** Returns the key of a sealed document, from the owner's reading key. */
export async function findRecordKey(block: Uint8Array, readingKey: Uint8Array): Promise<Uint8Array> {
  const { ephemeral } = readHead(block)
  return deriveKey(sharedPoint(readingKey, ephemeral), ephemeral)
}

/** Returns whether a key is the one of a sealed document. */
export function isKeyOf(block: Uint8Array, key: Uint8Array): boolean {
  return equalBytes(keccak256(key), readHead(block).keyHash)
}

/** Returns the document in a block; throws where the key is another one's or a byte has changed. */
export async function openRecord(block: Uint8Array, key: Uint8Array): Promise<Uint8Array> {
  const { iv, head, sealed } = readHead(block)
  if (!isKeyOf(block, key)) throw new SealedRecordError('the key of another document')
  const document = await decryptAesGcm({ key: await importAesKey(key), iv, data: sealed, aad: head })
  if (!document) throw new SealedRecordError('a changed document')
  return document
}

function readHead(block: Uint8Array) {
  if (!isSealedRecord(block)) throw new SealedRecordError('something that is not sealed')
  const head = block.subarray(0, headBytes)
  return {
    head,
    ephemeral: head.subarray(4, 37),
    keyHash: head.subarray(37, 69),
    iv: head.subarray(69, 81),
    sealed: block.subarray(headBytes),
  }
}

function sharedPoint(secret: Uint8Array, point: Uint8Array): Uint8Array {
  try {
    return secp256k1.getSharedSecret(secret, point, true)
  } catch (cause) {
    throw new SealedRecordError('a point that is not on the curve', cause)
  }
}

function deriveKey(shared: Uint8Array, ephemeral: Uint8Array): Promise<Uint8Array> {
  const info = new TextEncoder().encode('vehicle record key v1')
  return hkdfSha256({ secret: shared, salt: ephemeral, info, length: 32 })
}

export class SealedRecordError extends BaseError {
  override readonly name = 'Appraisal.SealedRecordError'
  constructor(found: string, cause?: unknown) {
    super(`Expected a sealed record and its key, found ${found}.`, { cause })
  }
}
