import { secp256k1 } from '@noble/curves/secp256k1.js'
import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { BaseError } from '../errors.ts'

/** Returns the uncompressed public key (65 bytes) that signed the digest, or nothing when there is none. */
export type Recover = (digest: Uint8Array, signature: Uint8Array, recoveryId: 0 | 1) => Uint8Array | null

/** Recovers with noble: portable, no WebAssembly. */
export const recoverWithNoble: Recover = (digest, signature, recoveryId) => {
  try {
    const { r, s } = secp256k1.Signature.fromBytes(signature, 'compact')
    return new secp256k1.Signature(r, s, recoveryId).recoverPublicKey(digest).toBytes(false)
  } catch {
    return null
  }
}

/** Returns the address of each seal's signer, in the order of the seals; throws when a seal is no signature. */
export function recoverSealers(digest: Hex, seals: readonly Hex[], recover: Recover = recoverWithNoble): Address[] {
  const digestBytes = decodeHex(digest)
  return seals.map((seal) => recoverSealer(digestBytes, seal, recover))
}

/** Returns the address that made one seal; throws when the seal is no signature. */
export function recoverSealer(digest: Uint8Array, seal: Hex, recover: Recover): Address {
  const bytes = decodeHex(seal)
  const recoveryId = bytes[64]
  if (bytes.length !== 65 || (recoveryId !== 0 && recoveryId !== 1)) throw new InvalidSealError(seal)
  const publicKey = recover(digest, bytes.subarray(0, 64), recoveryId)
  if (publicKey === null) throw new InvalidSealError(seal)
  return publicKeyToAddress(publicKey)
}

/** Returns the address of an uncompressed public key. */
export function publicKeyToAddress(publicKey: Uint8Array): Address {
  return encodeHex(keccak256(publicKey.subarray(1)).subarray(12))
}

export class InvalidSealError extends BaseError {
  override readonly name = 'Chain.InvalidSealError'
  constructor(seal: Hex) {
    super(`Expected a seal of r, s and v that some key can have signed, found ${seal}.`)
  }
}
