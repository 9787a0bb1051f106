import { loadHashing } from '../../lib/crypto/loadHashing.ts'
import { addPromise, type SealedChunk, type SealJob, sealText } from '../../lib/crypto/sealChunk.ts'

/**
 * Seals as a cheat does: it promises the real readings and encrypts others. Nobody can see it before the key is there; then
 * any sector proves it.
 */
export async function sealWrongly(job: SealJob): Promise<SealedChunk> {
  await loadHashing()
  const text = addPromise(job)
  return sealText(
    job,
    text.with(0, text[0]! ^ 1).map((byte, i) => (i < job.plain.length ? byte ^ 1 : byte)),
  )
}
