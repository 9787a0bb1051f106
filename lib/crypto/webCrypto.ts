import { BaseError } from '../errors.ts'

/*
 * The primitives of WebCrypto that wallet and data stand on, narrowed to what they use: AES-256-GCM with 96-bit IVs and
 * 128-bit tags, HKDF-SHA-256, SHA-256, and the counter mode inside GCM.
 */

/** Returns a key that WebCrypto uses and never gives back. */
export async function importAesKey(bytes: Uint8Array): Promise<CryptoKey> {
  if (bytes.length !== 32) throw new InputError('a 32-byte AES key', bytes.length)
  return crypto.subtle.importKey('raw', bytes as BufferSource, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

type AesGcmInput = { key: CryptoKey; iv: Uint8Array; data: Uint8Array; aad: Uint8Array }

/** Returns the ciphertext with its 16-byte tag at the end. */
export async function encryptAesGcm({ key, iv, data, aad }: AesGcmInput): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.encrypt(aesGcm(iv, aad), key, data as BufferSource))
}

/** Returns the plaintext, or undefined when key, IV, data and AAD do not belong together. */
export async function decryptAesGcm({ key, iv, data, aad }: AesGcmInput): Promise<Uint8Array | undefined> {
  const algorithm = aesGcm(iv, aad)
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, data as BufferSource))
  } catch {
    return undefined
  }
}

/** Returns what AES-GCM of that IV would decrypt, without looking at its tag. Only for data that is checked otherwise. */
export async function decryptAesCtr({ key, iv, data }: { key: Uint8Array; iv: Uint8Array; data: Uint8Array }) {
  const counter = new Uint8Array(16)
  counter.set(iv)
  // GCM spends block 1 on the tag.
  counter[15] = 2
  const imported = await crypto.subtle.importKey('raw', key as BufferSource, 'AES-CTR', false, ['decrypt'])
  const algorithm = { name: 'AES-CTR', counter, length: 32 }
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, imported, data as BufferSource))
}

type HkdfInput = { secret: Uint8Array; salt: Uint8Array; info: Uint8Array; length: number }

/** Returns `length` bytes derived by HKDF-SHA-256. */
export async function hkdfSha256({ secret, salt, info, length }: HkdfInput): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', secret as BufferSource, 'HKDF', false, ['deriveBits'])
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: salt as BufferSource, info: info as BufferSource }
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8))
}

/** Returns the 32-byte SHA-256 of the bytes. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource))
}

function aesGcm(iv: Uint8Array, aad: Uint8Array): AesGcmParams {
  if (iv.length !== 12) throw new InputError('a 12-byte IV', iv.length)
  return { name: 'AES-GCM', iv: iv as BufferSource, additionalData: aad as BufferSource, tagLength: 128 }
}

export class InputError extends BaseError {
  override readonly name = 'Crypto.InputError'
  constructor(expected: string, found: number) {
    super(`Expected ${expected}, found ${found} bytes.`)
  }
}
