import { maxCidsPerRequest } from './putBlocks.ts'
import { askNode, readJson, type StorageCall, type StorageNode } from './StorageNode.ts'

/** What a node keeps for somebody until when. */
export type Lease = {
  id: string
  account: string
  title: string
  untilMs: number
  blocks: number
  bytes: number
  /** Blocks of the lease that the node does not have. */
  missing: number
  /** Whether the node is fetching the missing ones from its peers now. */
  pulling: boolean
  /** Why the last fetching ended early. */
  fault?: string | undefined
}

export type LeaseCheck = { checked: number; bytes: number; missing: string[]; damaged: string[] }
export type AccountUse = {
  account: string
  usedBytes: number
  quotaBytes: number
  leases: number
  longestLeaseMs: number
}
export type StorageHealth = {
  status: 'ok' | 'full'
  node: string
  swarm: string[]
  peers: number
  blocks: number
  bytes: number
  leases: number
  freeBytes: number
  upSeconds: number
}

type AtNode = StorageCall & { node: StorageNode }
type PinInput = AtNode & {
  /** Chosen by who pins; the same id again prolongs the lease or adds blocks to it. */
  id: string
  title?: string
  untilMs: number
  cids: readonly string[]
  /** Whether the node is to fetch what it does not have from the peers it is connected with. */
  pull?: boolean
}

/** Asks a node to keep blocks until a time. With `pull` it fetches those it lacks over bitswap: see `missing` and `pulling`. */
export async function pinBlocks({
  node,
  id,
  title = '',
  untilMs,
  cids,
  pull = false,
  ...call
}: PinInput): Promise<Lease> {
  let lease: Lease | undefined
  for (let at = 0; at < Math.max(1, cids.length); at += maxCidsPerRequest) {
    const body = { id, title, untilMs, pull, cids: cids.slice(at, at + maxCidsPerRequest) }
    lease = await readJson<Lease>({ ...call, node, path: '/leases', method: 'POST', body })
  }
  return lease!
}

/** Returns the leases of the account that asks. */
export async function readLeases({ node, ...call }: AtNode): Promise<Lease[]> {
  return (await readJson<{ leases: Lease[] }>({ ...call, node, path: '/leases' })).leases
}

/** Returns a lease, or undefined when the node has none of that id. */
export async function readLease({ node, id, ...call }: AtNode & { id: string }): Promise<Lease | undefined> {
  const response = await askNode({ ...call, node, path: `/leases/${encodeURIComponent(id)}`, accept: [404] })
  return response.status === 404 ? undefined : ((await response.json()) as Lease)
}

/** Ends a lease. Its blocks are deleted when no other lease holds them. */
export async function releaseLease({ node, id, ...call }: AtNode & { id: string }): Promise<void> {
  await askNode({ ...call, node, path: `/leases/${encodeURIComponent(id)}`, method: 'DELETE', accept: [404] })
}

/** Has a node hash every block of a lease again. Its word only: `verifyCopies` fetches and checks here. */
export async function checkLease({ node, id, ...call }: AtNode & { id: string }): Promise<LeaseCheck> {
  return readJson({ ...call, node, path: `/leases/${encodeURIComponent(id)}/check`, method: 'POST', body: {} })
}

/** Returns how much of its quota the account that asks has used. */
export async function readAccountUse({ node, ...call }: AtNode): Promise<AccountUse> {
  return readJson({ ...call, node, path: '/account' })
}

/** Returns what a node says of itself. */
export async function readHealth({ node, ...call }: AtNode): Promise<StorageHealth> {
  return readJson({ timeoutMs: 5_000, ...call, node, path: '/health' })
}
