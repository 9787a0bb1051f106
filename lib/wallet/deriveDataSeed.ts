import { hkdfSha256 } from '../crypto/webCrypto.ts'

const encoder = new TextEncoder()

/**
 * Returns the 32-byte seed of all data keys of this owner. It is one-way: it opens data sets and nothing else, so it may
 * leave the vault for the worker that encrypts, while the BIP-39 seed may not. Same words, same data seed.
 */
export async function deriveDataSeed(seed: Uint8Array): Promise<Uint8Array> {
  const salt = encoder.encode('QoodBlock')
  return hkdfSha256({ secret: seed, salt, info: encoder.encode('data seed v1'), length: 32 })
}
