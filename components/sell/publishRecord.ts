import { getBlock } from 'viem/actions'
import { type Address, decodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { deriveDataSetKey } from '../../lib/crypto/deriveDataSetKey.ts'
import type { DataSetRecord } from '../../lib/dataset/DataSetRecord.ts'
import { setAgent } from '../../lib/market/agreement.ts'
import { offerByAgent } from '../../lib/market/askAgent.ts'
import { depositBond, readBond } from '../../lib/market/bond.ts'
import { createAgentClient } from '../../lib/market/createAgentClient.ts'
import { createListing } from '../../lib/market/createListing.ts'
import { parseDescription } from '../../lib/market/description.ts'
import { leastSamplePrice } from '../../lib/market/listedPrice.ts'
import { createRegistration, registerDataSet } from '../../lib/market/registerDataSet.ts'
import { sealRoot } from '../../lib/market/sealedRoot.ts'
import type { MarketActor } from '../market/createMarketActor.ts'

export type PublishStep = 'register' | 'bond' | 'list' | 'appoint' | 'grant'
export type PublishWish = {
  token: Address
  price: bigint
  /** What the seller puts at stake for orders at a time. */
  stake: bigint
  deliverer: 'self' | 'agent'
  inParts: boolean
  /** Prices are multiplied by the oracle's value of it; not through an agent. */
  feed?: Hex
  timeS: number
  lastsS: number
  agreement?: { id: bigint; groups: bigint; dictionary: number }
}

type Input = {
  actor: MarketActor
  record: DataSetRecord
  wish: PublishWish
  agentUrl: string | undefined
  onStep(step: PublishStep): void
}

const agentFeeBps = 500
const agentTimeS = 3 * 365 * 86_400

/** Registers and lists a stored data set, by oneself or through the agent; returns the listing. */
export async function publishRecord({ actor, record, wish, agentUrl, onStep }: Input): Promise<Hex> {
  const context = await actor.context()
  const { text, cid } = record.description!
  const description = await parseDescription(text)
  const publisher = context.account.address
  const input = { description, text, cid, publisher, ...(wish.agreement && { agreement: wish.agreement }) }
  const { id } = createRegistration(input)
  onStep('register')
  await registerDataSet(context, input).catch((error: { reason?: string }) => {
    // It was registered before the last try stopped.
    if (error.reason !== 'DataRegistryExists') throw error
  })
  const { timestamp } = await getBlock(context.client)
  const { chunks } = description
  const partPrices = wish.inParts && {
    chunkPrice: (wish.price * 120n) / BigInt(chunks) / 100n,
    samplePrice: leastSamplePrice(wish.price, chunks),
  }
  const offer = {
    ...{ dataSet: id, token: wish.token, price: wish.price, ...partPrices },
    ...{ deliverTimeS: wish.timeS, disputeTimeS: wish.timeS, expiresAtS: Number(timestamp) + wish.lastsS },
  }
  if (wish.deliverer === 'agent') return listByAgent({ actor, record, wish, agentUrl, onStep }, offer)
  const { free } = await readBond(context.client, publisher, wish.token)
  if (free < wish.stake) {
    onStep('bond')
    await depositBond(context, wish.token, wish.stake - free)
  }
  onStep('list')
  return (await createListing(context, { ...offer, ...(wish.feed && { feed: wish.feed }) })).id
}

type Offer = Parameters<typeof createListing>[1]

/** The owner appoints the agent, hands over the keys of this one data set, and signs what is to be listed. */
async function listByAgent({ actor, record, wish, agentUrl, onStep }: Input, offer: Offer): Promise<Hex> {
  const context = await actor.context()
  const agent = createAgentClient({ url: agentUrl ?? '', fetch: window.fetch.bind(window) })
  const { account, grantKey } = await agent.info()
  const { timestamp } = await getBlock(context.client)
  onStep('appoint')
  const validUntilS = Number(timestamp) + agentTimeS
  await setAgent(context, { agreementId: wish.agreement!.id, agent: account, feeBps: agentFeeBps, validUntilS })
  onStep('grant')
  const { dataClass, privacy } = record
  const root = await deriveDataSetKey({ seed: await actor.seed(), id: decodeHex(record.id), dataClass, privacy })
  await agent.grant(await sealRoot({ root, dataSet: offer.dataSet, agentKey: grantKey }))
  onStep('list')
  const chainId = await actor.chainId()
  return offerByAgent({ account: context.account, agent, chainId, nowMs: Date.now() }, offer)
}
