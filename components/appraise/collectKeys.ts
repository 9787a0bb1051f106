import { deriveAccountKey } from '../../lib/appraisal/readingKey.ts'
import { openKeys, type RecordKeys, readSharedKeys } from '../../lib/appraisal/sharedKeys.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import { fetchBlock } from '../../lib/ipfs/fetchBlock.ts'
import type { StorageNode } from '../../lib/ipfs/StorageNode.ts'

type Where = {
  /** Need not prove: what a key opens is held against its record. */
  logs: NodeClient
  nodes: readonly StorageNode[]
  account: Address
  vehicleId: bigint
  seed(): Promise<Uint8Array>
  signal?: AbortSignal
}

const mostShares = 20

/** Returns the keys of records that owners of a car have sealed to an account, newest first. */
export async function collectKeys({ logs, nodes, account, vehicleId, seed, signal }: Where): Promise<RecordKeys[]> {
  const cids = await readSharedKeys(logs, { to: account, vehicleId })
  if (cids.length === 0) return []
  const secret = await deriveAccountKey(await seed())
  const opened = await Promise.all(
    cids.slice(0, mostShares).map(async (cid) => {
      try {
        return await openKeys(await fetchBlock({ cid, nodes, signal }), vehicleId, secret)
      } catch {
        // Anybody may send a note; one that leads nowhere opens nothing.
        signal?.throwIfAborted()
        return undefined
      }
    }),
  )
  return opened.filter((keys) => keys !== undefined)
}
