import { loadHashing } from '../../lib/crypto/loadHashing.ts'
import {
  chunkRoot,
  hashLeaves,
  hashPlain,
  type SealedChunk,
  type SealJob,
  sealChunk,
} from '../../lib/crypto/sealChunk.ts'
import { sha256 } from '../../lib/crypto/webCrypto.ts'

/**
 * Seals as a cheat does: it commits to the hashes of the real readings and encrypts others. Nobody can see it before the
 * key is there; then any sector proves it.
 */
export async function sealWrongly(job: SealJob): Promise<SealedChunk> {
  await loadHashing()
  const { block, entry } = await sealChunk({ ...job, plain: job.plain.map((byte) => byte ^ 1) })
  const promised = hashPlain(job.key, job.plain, job)
  block.set(promised, block.length - promised.length)
  const leaves = hashLeaves(block.subarray(0, job.plain.length), promised, job)
  return { block, entry: { ...entry, root: chunkRoot(leaves, job), digest: await sha256(block) } }
}
