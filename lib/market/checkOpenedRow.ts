import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import type { Description } from './descriptionSchema.ts'
import type { ListingRow } from './ListingRow.ts'
import { ForgedListingError, type Listing, type ListingHint, readListingState } from './readListing.ts'

export type CheckedListing = { listing: Listing; description: Description }
/** What an index told, its bytes checked against the id of the listing. */
export type OpenedRow = { hint: ListingHint; description: Description }

type Input = { client: NodeClient; row: ListingRow; opened: OpenedRow }

/** Returns a listing with its state on the chain, once what an index said besides its bytes agrees with them. */
export async function checkOpenedRow({ client, row, opened: { hint, description } }: Input): Promise<CheckedListing> {
  const listing = await readListingState(client, row.id as Hex, hint)
  checkRow(row, listing, description)
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
