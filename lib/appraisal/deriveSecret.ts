import { secp256k1 } from '@noble/curves/secp256k1.js'
import { encodeHex } from '../bytes/hex.ts'
import { hkdfSha256 } from '../crypto/webCrypto.ts'

const order = secp256k1.Point.CURVE().n

/** Returns a secret of secp256k1 for one purpose, from the seed of all data keys. */
export async function deriveSecret(dataSeed: Uint8Array, purpose: string): Promise<Uint8Array> {
  const info = new TextEncoder().encode(purpose)
  const wide = await hkdfSha256({ secret: dataSeed, salt: new Uint8Array(32), info, length: 48 })
  return numberToBytes(1n + (BigInt(encodeHex(wide)) % (order - 1n)))
}

function numberToBytes(value: bigint): Uint8Array {
  const hex = value.toString(16).padStart(64, '0')
  return Uint8Array.from({ length: 32 }, (_, index) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16))
}
