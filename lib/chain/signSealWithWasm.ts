import { signRecoverable } from 'tiny-secp256k1'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'

/** Returns the same seal as signSeal does, by libsecp256k1 in WebAssembly: for producers that sign fifteen at once. */
export function signSealWithWasm(digest: Hex, privateKey: Uint8Array): Hex {
  const { signature, recoveryId } = signRecoverable(decodeHex(digest), privateKey)
  return `${encodeHex(signature)}0${recoveryId}` as Hex
}
