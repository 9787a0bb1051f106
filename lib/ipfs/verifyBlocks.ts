import { isBlockOf } from '../crypto/rawCid.ts'
import { runOrdered } from '../crypto/runOrdered.ts'
import { askNode, type StorageCall, type StorageNode } from './StorageNode.ts'

export type CopyCheck = { checked: number; bytes: number; missing: number; damaged: number }

type Input = Omit<StorageCall, 'access'> & {
  node: StorageNode
  cids: AsyncIterable<string>
  onProgress?: (check: CopyCheck) => void
}

/** Fetches blocks from one node and checks each here against its CID: what the node says of itself does not count. */
export async function verifyBlocks({ node, cids, onProgress, ...call }: Input): Promise<CopyCheck> {
  const check: CopyCheck = { checked: 0, bytes: 0, missing: 0, damaged: 0 }
  const look = async (cid: string) => {
    const response = await askNode({ ...call, node, path: `/ipfs/${cid}?format=raw`, accept: [404] })
    if (response.status === 404) return 'missing'
    const bytes = new Uint8Array(await response.arrayBuffer())
    return (await isBlockOf(cid, bytes)) ? bytes.length : 'damaged'
  }
  for await (const found of runOrdered(cids, look, call.signal ? { signal: call.signal } : {})) {
    check.checked++
    if (typeof found === 'number') check.bytes += found
    else check[found]++
    onProgress?.({ ...check })
  }
  return check
}
