import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'

export type PooledTransaction = {
  hash: Hex
  from: Address
  to: Address | undefined
  nonce: number
  gas: number
  valueWei: bigint
  /** `queued` waits for an earlier nonce of its sender. */
  state: 'pending' | 'queued'
}

type PoolEntry = { hash: Hex; from: Address; to: Address | null; nonce: Hex; gas: Hex; value: Hex }
type Content = Record<'pending' | 'queued', Record<string, Record<string, PoolEntry>>>
type Request = (call: { method: string; params: unknown[] }) => Promise<unknown>

/** Returns what waits in the pool of the node, which is its word alone. */
export async function readPool(client: NodeClient): Promise<PooledTransaction[]> {
  const content = (await (client.request as Request)({ method: 'txpool_content', params: [] })) as Content
  return (['pending', 'queued'] as const).flatMap((state) =>
    Object.values(content[state]).flatMap((byNonce) =>
      Object.values(byNonce).map((entry) => ({
        hash: entry.hash,
        from: entry.from,
        to: entry.to ?? undefined,
        nonce: Number(entry.nonce),
        gas: Number(entry.gas),
        valueWei: BigInt(entry.value),
        state,
      })),
    ),
  )
}
