import { transfer } from '../rpc/rpc.ts'
import { type CheckJob, checkChunk, type OpenJob, openChunk } from './openChunk.ts'
import { type SealJob, sealChunk } from './sealChunk.ts'

/*
 * What a crypto worker does: one chunk at a time, and it remembers nothing. Large buffers move instead of being copied, and
 * what a job brought leaves with the answer: a worker collects its garbage only when some 64 MiB of it lie there.
 */
export const cryptoApi = {
  sealChunk: async (job: SealJob) => {
    const sealed = await sealChunk(job)
    return transfer(sealed, [sealed.block.buffer, bufferOf(job.plain)])
  },
  openChunk: async (job: OpenJob) => {
    const plain = await openChunk(job)
    return transfer(plain, [bufferOf(plain), bufferOf(job.block)])
  },
  checkChunk: async (job: CheckJob) => {
    await checkChunk(job)
    return transfer(undefined, [bufferOf(job.block)])
  },
}
export type CryptoApi = typeof cryptoApi

const bufferOf = ({ buffer }: Uint8Array) => buffer as ArrayBuffer
