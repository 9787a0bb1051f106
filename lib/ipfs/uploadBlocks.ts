import { BaseError } from '../errors.ts'
import { type Lease, pinBlocks } from './leases.ts'
import { findMissing, putBlocks } from './putBlocks.ts'
import type { StorageCall, StorageNode } from './StorageNode.ts'

export type UploadProgress = {
  /** Blocks that are at the node and pinned. */
  blocks: number
  /** Bytes sent in this run; what the node had already is not sent again. */
  sentBytes: number
}

export type UploadInput = StorageCall & {
  node: StorageNode
  /** The lease: the same again adds to it. */
  lease: { id: string; title: string; untilMs: number }
  /** CIDs in batches; a batch is pinned when all its blocks are there. */
  batches: AsyncIterable<readonly string[]>
  readBlock: (cid: string) => Promise<Uint8Array<ArrayBuffer> | undefined>
  onProgress?: (progress: UploadProgress) => void
  /** Awaited before each block: what pauses an upload. */
  ready?: (signal?: AbortSignal) => Promise<void>
}

/** Uploads blocks to a node and has them kept. Interrupted at any point, the same call again sends only what is missing. */
export async function uploadBlocks(input: UploadInput): Promise<UploadProgress & { lease: Lease | undefined }> {
  const { node, lease, batches, readBlock, onProgress, ready, ...call } = input
  const done: UploadProgress = { blocks: 0, sentBytes: 0 }
  let kept: Lease | undefined

  async function* read(cids: readonly string[]) {
    for (const cid of cids) {
      await ready?.(call.signal)
      call.signal?.throwIfAborted()
      const bytes = await readBlock(cid)
      if (!bytes) throw new BlockNotHereError(cid)
      yield { cid, bytes }
    }
  }

  for await (const cids of batches) {
    await ready?.(call.signal)
    const missing = await findMissing({ ...call, node, cids })
    const before = { ...done }
    const show = (sent: { blocks: number; bytes: number }) => {
      done.blocks = before.blocks + cids.length - missing.length + sent.blocks
      done.sentBytes = before.sentBytes + sent.bytes
      onProgress?.({ ...done })
    }
    show({ blocks: 0, bytes: 0 })
    await putBlocks({ ...call, node, blocks: read(missing), onProgress: show })
    kept = await pinBlocks({ ...call, ...lease, node, cids })
  }
  return { ...done, lease: kept }
}

export class BlockNotHereError extends BaseError {
  override readonly name = 'Ipfs.BlockNotHereError'
  constructor(cid: string) {
    super(`The block ${cid} is not on this machine and cannot be uploaded from here.`)
  }
}
