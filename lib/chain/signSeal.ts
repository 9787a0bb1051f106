import { secp256k1 } from '@noble/curves/secp256k1.js'
import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { publicKeyToAddress } from './recoverSealers.ts'

/** Returns the seal of the digest: r, s and v in 65 bytes, v being 0 or 1. */
export function signSeal(digest: Hex, privateKey: Uint8Array): Hex {
  const recovered = secp256k1.sign(decodeHex(digest), privateKey, { prehash: false, format: 'recovered' })
  const seal = new Uint8Array(65)
  seal.set(recovered.subarray(1))
  seal[64] = recovered[0]!
  return encodeHex(seal)
}

/** Returns the address whose seals the private key makes. */
export function privateKeyToAddress(privateKey: Uint8Array): Address {
  return publicKeyToAddress(secp256k1.getPublicKey(privateKey, false))
}
