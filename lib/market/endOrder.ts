import { encodeFunctionData } from 'viem'
import type { Hex } from '../bytes/hex.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import { settleBatchAbi } from '../contracts/SettleBatch.ts'
import type { Order } from './Order.ts'
import { type MarketContext, sendCall } from './sendCall.ts'
import type { Terms } from './Terms.ts'

export type Trade = { terms: Terms; order: Order }

async function send(
  context: MarketContext,
  functionName: 'settle' | 'refund' | 'cancel' | 'decline' | 'fire' | 'draw',
  { terms, order }: Trade,
): Promise<Hex> {
  const data = encodeFunctionData({ abi: dataMarketAbi, functionName, args: [terms, order] })
  return (await sendCall(context, { to: systemContracts.dataMarket, data })).transactionHash
}

/** Pays the present stage: the buyer at once, anybody after the dispute time. */
export const settleOrder = (context: MarketContext, trade: Trade) => send(context, 'settle', trade)

/** Gives the buyer price and bond back when the seller did not deliver in time. Anybody. */
export const claimTimeout = (context: MarketContext, trade: Trade) => send(context, 'refund', trade)

/** Takes back an order whose event has not come. */
export const cancelOrder = (context: MarketContext, trade: Trade) => send(context, 'cancel', trade)

/** Gives the money back instead of delivering, at no loss to either side. The seller. */
export const declineOrder = (context: MarketContext, trade: Trade) => send(context, 'decline', trade)

/** Starts an order whose event has come. Anybody. */
export const fireOrder = (context: MarketContext, trade: Trade) => send(context, 'fire', trade)

/** Draws the samples of an order. Anybody. */
export const drawSamples = (context: MarketContext, trade: Trade) => send(context, 'draw', trade)

/** Settles many orders in one transaction; those that cannot be settled now are left alone. */
export async function settleOrders(context: MarketContext, trades: readonly Trade[]): Promise<Hex> {
  const args = [trades.map(({ terms }) => terms), trades.map(({ order }) => order)] as const
  const data = encodeFunctionData({ abi: settleBatchAbi, functionName: 'settle', args })
  return (await sendCall(context, { to: systemContracts.settleBatch, data })).transactionHash
}
