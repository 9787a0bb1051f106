import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'

export type NodeStatus = { version: string; pending: number; queued: number }

type Request = (call: { method: string; params: unknown[] }) => Promise<unknown>

/** Returns what the node says of itself. */
export async function readNodeStatus(client: NodeClient): Promise<NodeStatus> {
  const request = client.request as Request
  const [version, pool] = await Promise.all([
    request({ method: 'web3_clientVersion', params: [] }),
    request({ method: 'txpool_status', params: [] }) as Promise<{ pending: Hex; queued: Hex }>,
  ])
  return { version: String(version), pending: Number(pool.pending), queued: Number(pool.queued) }
}
