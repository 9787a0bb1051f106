import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import type { GetBlock } from '../crypto/openData.ts'
import type { CheckedListing } from './checkOpenedRow.ts'
import { fetchDescription } from './fetchDescription.ts'
import { readListing } from './readListing.ts'

type Input = { client: NodeClient; id: Hex; getBlock: GetBlock; signal?: AbortSignal }

/** Returns a listing that no index tells of, from the logs, with its description; undefined when there is none. */
export async function checkListing({ client, id, getBlock, signal }: Input): Promise<CheckedListing | undefined> {
  const listing = await readListing(client, id)
  return listing && { listing, description: await fetchDescription(listing, getBlock, signal) }
}
