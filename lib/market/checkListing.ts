import { keccak256 } from 'viem'
import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import type { GetBlock } from '../crypto/openData.ts'
import { decodeContent, decodeDataSet } from './DataSet.ts'
import type { Description } from './descriptionSchema.ts'
import { fetchDescription } from './fetchDescription.ts'
import type { ListingRow } from './ListingRow.ts'
import { ForgedListingError, type Listing, type ListingHint, readListing } from './readListing.ts'
import { decodeTerms } from './Terms.ts'

export type CheckedListing = { listing: Listing; description: Description }

/** Returns what an index says that a listing is, its bytes checked against the id; throws when they are others. */
export function hintOf({
  id,
  terms,
  dataSet,
  content,
}: Pick<ListingRow, 'id' | 'terms' | 'dataSet' | 'content'>): ListingHint {
  if (keccak256(terms as Hex) !== id) throw new ForgedListingError(id as Hex, 'terms')
  return {
    terms: decodeTerms(terms as Hex),
    dataSet: decodeDataSet(dataSet as Hex),
    content: decodeContent(content as Hex),
  }
}

type Input = { client: NodeClient; id: Hex; row?: ListingRow | undefined; getBlock: GetBlock; signal?: AbortSignal }

/**
 * Returns a listing with its description, every word of it checked: the bytes by their hashes, the state by the chain, the
 * description by its registered hash and its owner's signature. What an index said besides must agree.
 */
export async function checkListing({ client, id, row, getBlock, signal }: Input): Promise<CheckedListing | undefined> {
  const listing = await readListing(client, id, row && hintOf(row))
  if (!listing) return undefined
  const description = await fetchDescription(listing, getBlock, signal)
  if (row) checkRow(row, listing, description)
  return { listing, description }
}

/** Whatever an index shows in a list must be what the chain and the description say. */
function checkRow(row: ListingRow, { terms, isOpen, dataClass }: Listing, description: Description): void {
  const told = [row.price, row.token, row.seller, row.dataClass, row.isOpen]
  const known = [String(terms.price), terms.token.toLowerCase(), terms.seller.toLowerCase(), dataClass, isOpen]
  // An index may be a moment behind the chain about what has just been closed.
  const differs = told.slice(0, 4).findIndex((value, i) => value !== known[i])
  if (differs >= 0) throw new ForgedListingError(row.id as Hex, ['price', 'currency', 'seller', 'class'][differs]!)
  if (row.title === null) return
  const said = [row.title, row.summary, row.kind, row.place, row.records]
  const meant = [description.title, description.summary, description.kind, description.place, description.records]
  if (said.some((value, i) => (value ?? undefined) !== meant[i])) throw new ForgedListingError(row.id as Hex, 'title')
}
