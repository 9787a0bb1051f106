import { from } from 'multiformats/hashes/hasher'
import { hashBlock, loadBlake3 } from '../crypto/blake3.ts'

/** The hash of our CIDs, for Helia, which knows SHA-2 alone. https://github.com/multiformats/multicodec */
export const blake3Hasher = from({
  name: 'blake3',
  code: 0x1e,
  async encode(bytes) {
    await loadBlake3()
    return hashBlock(bytes)
  },
})
