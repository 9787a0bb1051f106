import { signRecoverable } from 'tiny-secp256k1'
import { decodeHex, encodeHex, type Hex } from '../../../lib/bytes/hex.ts'

/** Returns the seal of the digest (r, s, v) by libsecp256k1 in WebAssembly; the same bytes as `signSeal`, sooner. */
export function signWithWasm(digest: Hex, privateKey: Uint8Array): Hex {
  const { signature, recoveryId } = signRecoverable(decodeHex(digest), privateKey)
  const seal = new Uint8Array(65)
  seal.set(signature)
  seal[64] = recoveryId
  return encodeHex(seal)
}
