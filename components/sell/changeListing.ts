import type { Hex } from '../../lib/bytes/hex.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import type { MarketActor } from '../market/createMarketActor.ts'

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

/** Changes what an agent sells for this account: the owner signs, and the agent ends and begins the listings. */
export async function changeAgentListing(
  { actor, agentUrl }: { actor: MarketActor; agentUrl: string | undefined },
  bytes: Hex,
  change: ListingChange,
): Promise<void> {
  const context = await actor.context()
  if (change.kind === 'withdraw') return changeListing(context, bytes, change)
  const [{ closeByAgent, offerByAgent }, { createAgentClient }, { relist }, { decodeTerms }, { getBlock }] =
    await Promise.all([
      import('../../lib/market/askAgent.ts'),
      import('../../lib/market/createAgentClient.ts'),
      import('../../lib/market/relist.ts'),
      import('../../lib/market/Terms.ts'),
      import('viem/actions'),
    ])
  const terms = decodeTerms(bytes)
  const agent = createAgentClient({ url: agentUrl ?? '', fetch: window.fetch.bind(window) })
  const chainId = await actor.chainId()
  const ask = { account: context.account, agent, chainId, nowMs: Date.now(), seller: terms.seller }
  if (change.kind === 'pause') return closeByAgent(ask, terms.dataSet)
  const nowS = Number((await getBlock(context.client)).timestamp)
  await offerByAgent(ask, relist(terms, { nowS, ...(change.kind === 'price' && { price: change.price }) }))
}
