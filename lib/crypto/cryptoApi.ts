import { transfer } from '../rpc/rpc.ts'
import { type CheckJob, checkChunk, type OpenJob, openChunk } from './openChunk.ts'
import { type SealJob, sealChunk } from './sealChunk.ts'

/** What a crypto worker does: one chunk at a time, and it remembers nothing. Large buffers move instead of being copied. */
export const cryptoApi = {
  sealChunk: async (job: SealJob) => {
    const sealed = await sealChunk(job)
    return transfer(sealed, [sealed.block.buffer])
  },
  openChunk: async (job: OpenJob) => {
    const plain = await openChunk(job)
    return transfer(plain, [plain.buffer as ArrayBuffer])
  },
  checkChunk: (job: CheckJob) => checkChunk(job),
}
export type CryptoApi = typeof cryptoApi
