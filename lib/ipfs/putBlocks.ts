import { parseRawCid } from '../crypto/rawCid.ts'
import { encodeCar } from './car.ts'
import { readJson, type StorageCall, type StorageNode } from './StorageNode.ts'

export const maxCidsPerRequest = 10_000
const batchBytes = 4_194_304

type OutgoingBlock = { cid: string; bytes: Uint8Array }
type Sources = Iterable<OutgoingBlock> | AsyncIterable<OutgoingBlock>

export type PutProgress = { blocks: number; bytes: number }
type PutInput = StorageCall & { node: StorageNode; blocks: Sources; onProgress?: (progress: PutProgress) => void }

/** Stores blocks at a node, some MiB per request; the node checks each against its CID. Blocks that it has already are kept as they are. */
export async function putBlocks({ node, blocks, onProgress, ...call }: PutInput): Promise<PutProgress> {
  const done: PutProgress = { blocks: 0, bytes: 0 }
  let batch: { digest: Uint8Array; bytes: Uint8Array }[] = []
  let size = 0

  async function send(): Promise<void> {
    await readJson({ ...call, node, path: '/blocks', method: 'POST', body: encodeCar(batch) })
    done.blocks += batch.length
    done.bytes += size
    batch = []
    size = 0
    onProgress?.({ ...done })
  }

  for await (const { cid, bytes } of blocks) {
    batch.push({ digest: parseRawCid(cid), bytes })
    size += bytes.length
    if (size >= batchBytes) await send()
  }
  if (batch.length > 0) await send()
  return done
}

type FindInput = StorageCall & { node: StorageNode; cids: readonly string[] }

/** Returns those of the CIDs that a node does not have: what an interrupted upload has still to send. */
export async function findMissing({ node, cids, ...call }: FindInput): Promise<string[]> {
  const missing: string[] = []
  for (let at = 0; at < cids.length; at += maxCidsPerRequest) {
    const body = { cids: cids.slice(at, at + maxCidsPerRequest) }
    const answer = await readJson<{ missing: string[] }>({
      ...call,
      node,
      path: '/blocks/missing',
      method: 'POST',
      body,
    })
    const asked = new Set(body.cids)
    missing.push(...answer.missing.filter((cid) => asked.has(cid)))
  }
  return missing
}
