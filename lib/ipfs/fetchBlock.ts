import { isBlockOf, parseRawCid } from '../crypto/rawCid.ts'
import { BaseError } from '../errors.ts'
import { maxBlockBytes } from './car.ts'
import { askNode, type StorageCall, type StorageNode } from './StorageNode.ts'

type Input = Omit<StorageCall, 'access'> & { cid: string; nodes: readonly StorageNode[] }

/**
 * Returns the bytes of a block, checked against its CID, from the first node that has it. A node that gives other bytes
 * counts as one that does not have it. Throws by name when none has it.
 */
export async function fetchBlock({ cid, nodes, ...call }: Input): Promise<Uint8Array<ArrayBuffer>> {
  parseRawCid(cid)
  const failures: string[] = []
  for (const node of nodes) {
    try {
      const bytes = await fetchFrom(node, cid, call)
      if (bytes && (await isBlockOf(cid, bytes))) return bytes
      failures.push(`${node.http} ${bytes ? 'gave other bytes' : 'does not have it'}`)
    } catch (error) {
      call.signal?.throwIfAborted()
      failures.push(`${node.http}: ${(error as BaseError).shortMessage ?? (error as Error).message}`)
    }
  }
  throw new BlockUnavailableError(cid, failures)
}

/** Returns a `GetBlock` for lib/crypto: undefined when no node has the block. Beginning with another node each time spreads the work. */
export function createBlockReader(nodes: readonly StorageNode[], call: Omit<Input, 'cid' | 'nodes' | 'signal'> = {}) {
  let turn = 0
  return async (cid: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const first = nodes.length > 0 ? turn++ % nodes.length : 0
    const inTurn = [...nodes.slice(first), ...nodes.slice(0, first)]
    try {
      return await fetchBlock({ ...call, cid, nodes: inTurn, signal })
    } catch (error) {
      if (error instanceof BlockUnavailableError) return undefined
      throw error
    }
  }
}

async function fetchFrom(node: StorageNode, cid: string, call: StorageCall) {
  const response = await askNode({ ...call, node, path: `/ipfs/${cid}?format=raw`, accept: [404] })
  if (response.status === 404) return undefined
  return readLimited(response, maxBlockBytes)
}

/** A node that sends without end must not fill the memory. */
async function readLimited(response: Response, limit: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const told = Number(response.headers.get('content-length') ?? 0)
  if (told > limit) return undefined
  if (!response.body) return new Uint8Array(await response.arrayBuffer())
  const pieces: Uint8Array[] = []
  let length = 0
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > limit) {
      await reader.cancel()
      return undefined
    }
    pieces.push(value)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

export class BlockUnavailableError extends BaseError {
  override readonly name = 'Ipfs.BlockUnavailableError'
  constructor(cid: string, failures: readonly string[]) {
    super(`None of ${failures.length} storage nodes gave the block ${cid}.`, {
      metaMessages: failures.length > 0 ? failures : ['No storage node is known; see /config.json.'],
    })
  }
}
