import { BaseError } from '../errors.ts'
import type { TripHeader } from './Trip.ts'

/*
 * The key that signs the frames of a trip. The private half cannot leave the browser, not even by its own script: what it signs
 * was recorded here. It is made when a dongle is paired.
 */
export type FrameKey = { privateKey: CryptoKey; publicKey: NonNullable<TripHeader['key']> }

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
const atOnce = 64
const signing = { name: 'ECDSA', hash: 'SHA-256' }

/** Returns a new key of which the private half cannot be read. */
export async function createFrameKey(): Promise<FrameKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey)
  return { privateKey, publicKey: { kty: kty!, crv: crv!, x: x!, y: y! } }
}

/** Returns the signature of a frame's hash, 64 bytes. */
export async function signFrame({ privateKey }: FrameKey, hash: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign(signing, privateKey, hash as BufferSource))
}

/** Verifies the signatures of the hashes; throws when one is not of this key. */
export async function verifySignatures(
  key: NonNullable<TripHeader['key']>,
  signed: readonly { hash: Uint8Array; signature: Uint8Array }[],
): Promise<void> {
  let publicKey: CryptoKey
  try {
    publicKey = await crypto.subtle.importKey('jwk', { ...key, ext: true }, algorithm, false, ['verify'])
  } catch (cause) {
    throw new InvalidFrameKeyError(cause)
  }
  for (let from = 0; from < signed.length; from += atOnce) {
    // Browsers verify in threads of their own; one after another they would mostly wait.
    const answers = await Promise.all(
      signed
        .slice(from, from + atOnce)
        .map(({ hash, signature }) =>
          crypto.subtle.verify(signing, publicKey, signature as BufferSource, hash as BufferSource),
        ),
    )
    const bad = answers.indexOf(false)
    if (bad >= 0) throw new InvalidFrameSignatureError(from + bad)
  }
}

export class InvalidFrameKeyError extends BaseError {
  override readonly name = 'Recording.InvalidFrameKeyError'
  constructor(cause: unknown) {
    super('Expected the header to hold a P-256 key, found something else.', { cause })
  }
}

export class InvalidFrameSignatureError extends BaseError {
  override readonly name = 'Recording.InvalidFrameSignatureError'
  constructor(index: number) {
    super(`Expected signed frame ${index} to carry a signature of the trip's key, found another.`)
  }
}
