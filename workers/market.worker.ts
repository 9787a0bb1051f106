import { createBlockReader } from '../lib/ipfs/fetchBlock.ts'
import type { StorageNode } from '../lib/ipfs/StorageNode.ts'
import type { Description } from '../lib/market/descriptionSchema.ts'
import type { ListingRow } from '../lib/market/ListingRow.ts'
import { createMarketApi, type MarketApi } from '../lib/market/marketApi.ts'
import { openRow } from '../lib/market/openRow.ts'
import { type Entries, readEntries } from '../lib/market/readEntries.ts'
import { type Port, serve } from '../lib/rpc/rpc.ts'

export type MarketQuestion = { url: string; method: keyof MarketApi; params: readonly unknown[] }

const api = {
  ask: ({ url, method, params }: MarketQuestion, signal: AbortSignal): Promise<unknown> =>
    (
      createMarketApi({ url, fetch: self.fetch.bind(self), signal })[method] as (
        ...given: unknown[]
      ) => Promise<unknown>
    )(...params),
  openRow: ({ row, nodes }: { row: ListingRow; nodes: readonly StorageNode[] }, signal: AbortSignal) =>
    openRow({ row, getBlock: createBlockReader(nodes), signal }),
  readEntries: (
    { description, nodes }: { description: Description; nodes: readonly StorageNode[] },
    signal: AbortSignal,
  ): Promise<Entries> => readEntries({ description, getBlock: createBlockReader(nodes), signal }),
}
export type MarketWorkApi = typeof api
serve(self as unknown as Port, api)
