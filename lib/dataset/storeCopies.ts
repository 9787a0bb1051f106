import { BaseError } from '../errors.ts'
import { type Lease, pinBlocks, readLease } from '../ipfs/leases.ts'
import type { LocalBlocks } from '../ipfs/openLocalBlocks.ts'
import type { StorageCall, StorageNode } from '../ipfs/StorageNode.ts'
import { type UploadInput, uploadBlocks } from '../ipfs/uploadBlocks.ts'
import type { CopyRecord, DataSetRecord } from './DataSetRecord.ts'
import { countBlocks, listBlocks } from './listBlocks.ts'

export type StoreProgress = {
  http: string
  /** How it goes there: from here over HTTP, from here over bitswap, or from another node. */
  way: 'http' | 'bitswap' | 'node'
  blocks: number
  of: number
  sentBytes: number
}

export type StoreInput = StorageCall & {
  record: DataSetRecord
  nodes: readonly StorageNode[]
  /** On how many of the nodes it must be at the end. */
  copies: number
  untilMs: number
  blocks: Pick<LocalBlocks, 'get'>
  /** Connects this machine's peer with a node: then the first copy goes over bitswap. */
  dial?: ((node: StorageNode, signal?: AbortSignal) => Promise<void>) | undefined
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  onProgress?: (progress: StoreProgress) => void
  /** Hears of each copy that is complete, so that it is written down before the next begins. */
  onCopy?: (copy: CopyRecord) => Promise<void>
} & Pick<UploadInput, 'ready'>

const pollMs = 300

/**
 * Stores a data set on as many nodes as told. The first copy goes from here; further nodes fetch from the first, and what
 * they cannot get is sent from here too. A node that is away is passed over as long as there are others.
 */
export async function storeCopies(input: StoreInput): Promise<CopyRecord[]> {
  const { record, nodes, copies, signal, onCopy } = input
  const stored: CopyRecord[] = []
  const failures: Error[] = []
  for (const node of nodes) {
    if (stored.length >= copies) break
    try {
      const lease = await storeAt(node, stored.length > 0, input)
      const copy = { http: node.http, blocks: lease.blocks - lease.missing, untilMs: lease.untilMs }
      stored.push(copy)
      await onCopy?.(copy)
    } catch (error) {
      signal?.throwIfAborted()
      failures.push(error as Error)
    }
  }
  // One reason is told by its own name: then the screen knows the way on.
  if (stored.length < copies && failures.length === 1 && nodes.length <= copies) throw failures[0]
  if (stored.length < copies) throw new TooFewNodesError(record.id, stored.length, copies, failures)
  return stored
}

async function storeAt(node: StorageNode, isFurther: boolean, input: StoreInput): Promise<Lease> {
  const { record, untilMs, blocks, dial, ready, onProgress, signal } = input
  const call = callOf(input)
  const lease = { id: record.id, title: record.choices.title, untilMs }
  const of = countBlocks(record)
  const show = (way: StoreProgress['way'], done: { blocks: number; sentBytes: number }) =>
    onProgress?.({ http: node.http, way, of, ...done })
  if (isFurther) await pull(node, 'node', lease, input, show)
  else if (dial) {
    await dial(node, signal)
    await pull(node, 'bitswap', lease, input, show)
  }
  const batches = listBlocks(record, blocks.get)
  const upload = { ...call, node, lease, batches, readBlock: blocks.get, ...(ready && { ready }) }
  const result = await uploadBlocks({ ...upload, onProgress: (done) => show('http', done) })
  if (!result.lease || result.lease.missing > 0) throw new IncompleteCopyError(node, result.lease?.missing ?? of)
  return result.lease
}

/** Has a node fetch the blocks by itself. What it does not get is no failure here: it is uploaded afterwards. */
async function pull(
  node: StorageNode,
  way: 'bitswap' | 'node',
  lease: { id: string; title: string; untilMs: number },
  input: StoreInput,
  show: (way: StoreProgress['way'], done: { blocks: number; sentBytes: number }) => void,
): Promise<void> {
  const call = callOf(input)
  for await (const cids of listBlocks(input.record, input.blocks.get)) {
    await input.ready?.(input.signal)
    let state: Lease | undefined = await pinBlocks({ ...call, ...lease, node, cids, pull: true })
    while (state?.pulling) {
      show(way, { blocks: state.blocks - state.missing, sentBytes: 0 })
      await input.sleep(pollMs, input.signal)
      state = await readLease({ ...call, node, id: lease.id })
    }
    if (!state || state.missing > 0 || state.fault !== undefined) return
    show(way, { blocks: state.blocks, sentBytes: 0 })
  }
}

function callOf({ fetch, signal, timeoutMs, access }: StoreInput): StorageCall {
  return { ...(fetch && { fetch }), ...(timeoutMs !== undefined && { timeoutMs }), signal, access }
}

export class TooFewNodesError extends BaseError {
  override readonly name = 'Dataset.TooFewNodesError'
  constructor(id: string, found: number, wanted: number, failures: readonly Error[]) {
    super(`Expected data set ${id.slice(0, 10)}… on ${wanted} storage nodes, found it on ${found}.`, {
      cause: failures[0],
      metaMessages: failures.map(({ message }) => message.split('\n', 1)[0]!),
    })
  }
}

export class IncompleteCopyError extends BaseError {
  override readonly name = 'Dataset.IncompleteCopyError'
  constructor({ http }: StorageNode, missing: number) {
    super(`Expected ${http} to keep all blocks, found ${missing} missing.`)
  }
}
