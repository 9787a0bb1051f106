import type { Hex } from '../../lib/bytes/hex.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'

export type ListingChange =
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'price'; price: bigint }
  /** The whole data set, for good. */
  | { kind: 'withdraw' }

/**
 * Changes what is for sale. A listing itself never changes: another price is another listing. The old one ends first, so that
 * whatever stops in between, nothing is sold at a price that its seller no longer wants.
 */
export async function changeListing(context: MarketContext, bytes: Hex, change: ListingChange): Promise<void> {
  const [{ closeListing, createListing }, { relist }, { withdrawDataSet }, { decodeTerms }, { getBlock }] =
    await Promise.all([
      import('../../lib/market/createListing.ts'),
      import('../../lib/market/relist.ts'),
      import('../../lib/market/registerDataSet.ts'),
      import('../../lib/market/Terms.ts'),
      import('viem/actions'),
    ])
  const terms = decodeTerms(bytes)
  if (change.kind === 'withdraw') return withdrawDataSet(context, terms.dataSet)
  if (change.kind !== 'resume') await closeListing(context, terms)
  if (change.kind === 'pause') return
  const nowS = Number((await getBlock(context.client)).timestamp)
  await createListing(context, relist(terms, { nowS, ...(change.kind === 'price' && { price: change.price }) }))
}
