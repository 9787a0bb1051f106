import { recover } from 'tiny-secp256k1'
import type { Recover } from './recoverSealers.ts'

/** Recovers with libsecp256k1 in WebAssembly: several times faster than noble, too heavy for a first page load. */
export const recoverWithWasm: Recover = (digest, signature, recoveryId) => {
  try {
    return recover(digest, signature, recoveryId, false)
  } catch {
    return null
  }
}
