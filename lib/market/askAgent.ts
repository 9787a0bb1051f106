import type { Address, Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { closingTypedData, offerTypedData } from './agentOffer.ts'
import type { createAgentClient } from './createAgentClient.ts'
import type { Offer } from './createListing.ts'
import type { MarketContext } from './sendCall.ts'

const usualTimeS = 3_600

type Ask = {
  /** The owner. */
  account: MarketContext['account']
  agent: ReturnType<typeof createAgentClient>
  chainId: number
  nowMs: number
  /** The agent that has the listing; another one would begin a second one beside it. */
  seller?: Address
}

/** Has an agent list a data set as its owner signs here; what it had listed of it before ends. Returns the listing. */
export async function offerByAgent({ account, agent, chainId, nowMs, seller }: Ask, offer: Offer): Promise<Hex> {
  const body = {
    ...{ dataSet: offer.dataSet, token: offer.token, price: String(offer.price) },
    ...{ chunkPrice: String(offer.chunkPrice ?? 0n), samplePrice: String(offer.samplePrice ?? 0n) },
    ...{ deliverTimeS: offer.deliverTimeS ?? usualTimeS, disputeTimeS: offer.disputeTimeS ?? usualTimeS },
    ...{ expiresAtS: offer.expiresAtS, signedAtMs: nowMs },
  }
  const message = { ...body, agent: await addressOf(agent, seller) }
  return agent.list({ ...body, signature: await account.signTypedData(offerTypedData(message, chainId)) })
}

/** Has an agent end what it has listed of a data set, as its owner signs here. */
export async function closeByAgent({ account, agent, chainId, nowMs, seller }: Ask, dataSet: Hex): Promise<void> {
  const body = { dataSet, signedAtMs: nowMs }
  const message = { ...body, agent: await addressOf(agent, seller) }
  await agent.close({ ...body, signature: await account.signTypedData(closingTypedData(message, chainId)) })
}

async function addressOf(agent: Ask['agent'], seller: Address | undefined): Promise<Address> {
  const { account } = await agent.info()
  if (seller && seller.toLowerCase() !== account.toLowerCase()) throw new OtherAgentError(seller, account)
  return account
}

export class OtherAgentError extends BaseError {
  override readonly name = 'Market.OtherAgentError'
  constructor(expected: Address, found: Address) {
    super(`Expected the agent ${expected}, which has the listing, found ${found}.`)
  }
}
