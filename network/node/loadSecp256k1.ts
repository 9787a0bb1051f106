import { createRequire } from 'node:module'
import { decodeHex, encodeHex, type Hex } from '../../lib/bytes/hex.ts'
import type { Recover } from '../../lib/chain/recoverSealers.ts'
import { recoverWithWasm } from '../../lib/chain/recoverWithWasm.ts'
import { signSealWithWasm } from '../../lib/chain/signSealWithWasm.ts'

/*
 * Two builds of libsecp256k1 that agree: one in machine code, which comes ready for the usual platforms, and one in
 * WebAssembly, which runs everywhere and takes five times as long. Besides running it, recovering senders and seals is
 * most of what a block costs, so the first is taken where it loads.
 */
export type Secp256k1 = {
  kind: 'native' | 'wasm'
  recover: Recover
  signSeal(digest: Hex, privateKey: Uint8Array): Hex
}

type Bindings = {
  ecdsaRecover(signature: Uint8Array, recoveryId: number, digest: Uint8Array, compressed: boolean): Uint8Array
  ecdsaSign(digest: Uint8Array, privateKey: Uint8Array): { signature: Uint8Array; recid: number }
}

const require = createRequire(import.meta.url)
const loadBindings = (): Bindings => require('secp256k1/bindings.js')

/** Returns the fastest build that this machine can run. */
export function loadSecp256k1(load: () => Bindings = loadBindings): Secp256k1 {
  try {
    return fromBindings(load())
  } catch {
    return { kind: 'wasm', recover: recoverWithWasm, signSeal: signSealWithWasm }
  }
}

function fromBindings({ ecdsaRecover, ecdsaSign }: Bindings): Secp256k1 {
  return {
    kind: 'native',
    recover(digest, signature, recoveryId) {
      try {
        return ecdsaRecover(signature, recoveryId, digest, false)
      } catch {
        return null
      }
    },
    signSeal(digest, privateKey) {
      const { signature, recid } = ecdsaSign(decodeHex(digest), privateKey)
      return `${encodeHex(signature)}0${recid}`
    },
  }
}
