import { loadHashing } from '../../lib/crypto/loadHashing.ts'
import { addPromise, type SealedChunk, type SealJob, sealText } from '../../lib/crypto/sealChunk.ts'

/**
 * Seals as a cheat does: it promises the real readings and encrypts others. Nobody can see it before the key is there; then
 * any sector proves it.
 */
export async function sealWrongly(job: SealJob): Promise<SealedChunk> {
  await loadHashing()
  const { length } = job.plain
  return sealText(job, () => addPromise(job.plain).map((byte, i) => (i < Math.max(1, length) ? byte ^ 1 : byte)))
}
