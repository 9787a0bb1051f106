import { cidOf } from '../crypto/rawCid.ts'
import { BaseError } from '../errors.ts'
import { maxBlockBytes } from './car.ts'
import { pinBlocks } from './leases.ts'
import { putBlocks } from './putBlocks.ts'
import type { StorageCall, StorageNode } from './StorageNode.ts'

type Input = StorageCall & {
  bytes: Uint8Array<ArrayBuffer>
  nodes: readonly StorageNode[]
  untilMs: number
  title?: string
  /** On how many nodes it must be at the end; default all. */
  copies?: number
}

/** Stores one document as a block and pins it; returns its CID once enough nodes keep it. */
export async function publishBytes({ bytes, nodes, untilMs, title = '', copies = nodes.length, ...call }: Input) {
  if (bytes.length > maxBlockBytes) throw new DocumentTooLargeError(bytes.length)
  const cid = await cidOf(bytes)
  const stored: StorageNode[] = []
  const failures: Error[] = []
  for (const node of nodes) {
    if (stored.length >= copies) break
    try {
      await putBlocks({ ...call, node, blocks: [{ cid, bytes }] })
      await pinBlocks({ ...call, node, id: cid, title, untilMs, cids: [cid] })
      stored.push(node)
    } catch (error) {
      call.signal?.throwIfAborted()
      failures.push(error as Error)
    }
  }
  if (stored.length === 0 || stored.length < copies) throw new TooFewCopiesError(stored.length, copies, failures)
  return { cid, stored }
}

export class DocumentTooLargeError extends BaseError {
  override readonly name = 'Ipfs.DocumentTooLargeError'
  constructor(found: number) {
    super(`Expected a document of at most ${maxBlockBytes} bytes, found ${found}.`)
  }
}

export class TooFewCopiesError extends BaseError {
  override readonly name = 'Ipfs.TooFewCopiesError'
  constructor(found: number, wanted: number, failures: readonly Error[]) {
    super(`Expected the blocks on ${wanted} storage nodes, found them on ${found}.`, {
      cause: failures[0],
      metaMessages: failures.map(({ message }) => message.split('\n', 1)[0]!),
    })
  }
}
