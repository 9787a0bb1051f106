import { encodeFunctionData, zeroAddress, zeroHash } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { commissionAbi } from '../contracts/Commission.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import { dataRegistryAbi } from '../contracts/DataRegistry.ts'
import { leastBond } from './listedPrice.ts'
import { type MarketContext, sendCall } from './sendCall.ts'
import { hashTerms, type Terms } from './Terms.ts'

/** What a seller decides; the rest of the terms follows from the data set. */
export type Offer = {
  dataSet: Hex
  token: Address
  /** For the whole data set; 0 gives it away. */
  price: bigint
  /** Per chunk of a part; absent: only sold as a whole. */
  chunkPrice?: bigint
  /** Per sample; absent: no samples. */
  samplePrice?: bigint
  /** What the seller forfeits for cheating or silence, per order; absent: the least allowed. */
  bond?: bigint
  onlyBuyer?: Address
  /** Prices are multiplied by the oracle's value of this feed. */
  feed?: Hex
  scenario?: Hex
  deliverTimeS?: number
  disputeTimeS?: number
  expiresAtS: number
}

export const leastTimeS = 600
export const mostTimeS = 30 * 86_400

/** Returns the terms of an offer by that seller, with what the registry and the commission add to them. */
export async function createTerms(client: NodeClient, seller: Address, offer: Offer): Promise<Terms> {
  const { scenario = zeroHash, token } = offer
  const [[chunks, agentFeeBps], commissionBps] = await Promise.all([
    readContract(client, {
      ...{ address: systemContracts.dataRegistry, abi: dataRegistryAbi },
      functionName: 'checkTrade',
      args: [offer.dataSet, seller],
    }),
    scenario === zeroHash
      ? 0
      : readContract(client, {
          ...{ address: systemContracts.commission, abi: commissionAbi },
          functionName: 'rateOf',
          args: [scenario, token],
        }),
  ])
  return {
    dataSet: offer.dataSet,
    seller,
    token,
    onlyBuyer: offer.onlyBuyer ?? zeroAddress,
    price: offer.price,
    chunkPrice: offer.chunkPrice ?? 0n,
    samplePrice: offer.samplePrice ?? 0n,
    bond: offer.bond ?? leastBond(offer.price),
    feed: offer.feed ?? zeroHash,
    scenario,
    commissionBps,
    agentFeeBps,
    deliverTime: offer.deliverTimeS ?? 3600,
    disputeTime: offer.disputeTimeS ?? 3600,
    expiresAt: offer.expiresAtS,
    chunks,
  }
}

/** Lists a data set; returns the id of the listing and its terms. */
export async function createListing(context: MarketContext, offer: Offer) {
  const terms = await createTerms(context.client, context.account.address, offer)
  const data = encodeFunctionData({ abi: dataMarketAbi, functionName: 'list', args: [terms] })
  const receipt = await sendCall(context, { to: systemContracts.dataMarket, data })
  return { id: hashTerms(terms), terms, transaction: receipt.transactionHash }
}

/** Ends a listing; orders that were paid go on. */
export async function closeListing(context: MarketContext, terms: Terms): Promise<void> {
  const data = encodeFunctionData({ abi: dataMarketAbi, functionName: 'close', args: [terms] })
  await sendCall(context, { to: systemContracts.dataMarket, data })
}
