import type { Hex } from '../../lib/bytes/hex.ts'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import type { GetBlock } from '../../lib/crypto/openData.ts'
import type { Description } from '../../lib/market/descriptionSchema.ts'
import { fetchDescription } from '../../lib/market/fetchDescription.ts'
import { findDataSet } from '../../lib/market/readListing.ts'

const mostKept = 1_000

export type Descriptions = ReturnType<typeof createDescriptions>

/** Returns what gives the description of a registered data set. It never changes, so each is fetched and checked once. */
export function createDescriptions({ client, getBlock }: { client: NodeClient; getBlock: GetBlock }) {
  const kept = new Map<Hex, Description>()
  return async (dataSet: Hex): Promise<Description | undefined> => {
    const known = kept.get(dataSet)
    if (known) return known
    const found = await findDataSet(client, dataSet)
    if (!found) return undefined
    const description = await fetchDescription(found, getBlock)
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
    kept.set(dataSet, description)
    return description
  }
}
