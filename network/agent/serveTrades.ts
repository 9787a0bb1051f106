import { getBlockNumber } from 'viem/actions'
import type { Hex } from '../../lib/bytes/hex.ts'
import { BaseError } from '../../lib/errors.ts'
import { createDelivery, sendDelivery } from '../../lib/market/deliverOrder.ts'
import { cancelOrder, declineOrder, drawSamples, fireOrder, settleOrder } from '../../lib/market/endOrder.ts'
import { bondOf } from '../../lib/market/listedPrice.ts'
import { type OrderStatus, readOrderStatus } from '../../lib/market/readOrder.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import type { Cheat } from './cheats.ts'
import type { AgentStore, AgentTrade } from './openAgentStore.ts'

const atOnce = 16
/** Between two looks at an order that waits for its event, or at one that could not be served. */
const againS = 5
const mostWaitS = 300
/** What a contract refuses to fire an order with whose time has not come: its event, its price, or a value of the feed. */
const notYet = new Set<string | undefined>(['DataMarketNotTriggered', 'DataMarketPriceTooLow', 'OracleStale'])

type Input = {
  context: MarketContext
  store: AgentStore
  nowS: number
  /** What may be at stake at a time for the data of one owner. */
  ownerBondWei: bigint
  cheat?: Cheat | undefined
  say(line: string): void
}

/**
 * Does what each order that is due asks for: fires, draws, delivers, settles. The chain alone says how an order stands, so
 * after a crash this goes on where it was; a delivery is written down before it is sent, so that it is the same again.
 */
export async function serveTrades(input: Input): Promise<number> {
  const due = input.store.dueTrades(input.nowS, atOnce)
  await Promise.all(due.map((trade) => serveOne(input, trade)))
  return due.length
}

async function serveOne(input: Input, trade: AgentTrade): Promise<void> {
  const { context, store, nowS, say } = input
  try {
    const status = await readOrderStatus(context.client, trade.id)
    const dueAtS = await act(input, trade, status)
    store.setTrade(trade.id, status.state, dueAtS)
  } catch (error) {
    const { name, message } = error as Error
    const waitS = Math.min(mostWaitS, againS * 2 ** Math.min(trade.attempts, 6))
    store.failTrade(trade.id, nowS + waitS, `${name}: ${message}`.slice(0, 500))
    say(`order ${trade.id} is not served yet (${message.split('\n', 1)[0]})`)
  }
}

/** Returns when to look at the order again. */
async function act(input: Input, trade: AgentTrade, status: OrderStatus): Promise<number> {
  const { context, nowS, say } = input
  if (canDecline(trade, status) && nowS <= status.deadline && isTooMuch(input, trade)) {
    await declineOrder(context, trade)
    say(`order ${trade.id} is declined: enough is at stake for the owner of its data`)
    return 0
  }
  switch (status.state) {
    case 'waiting':
      return serveWaiting(input, trade)
    case 'drawing':
      // In this block nothing will change any more.
      if ((await getBlockNumber(context.client, { cacheTime: 0 })) <= status.extra) return nowS + 1
      await drawSamples(context, trade)
      return 0
    case 'paid':
      return servePaid(input, trade, status)
    case 'delivered':
      if (nowS <= status.deadline) return status.deadline + 1
      await settleOrder(context, trade)
      return 0
    default:
      return Number.MAX_SAFE_INTEGER
  }
}

/** Whether a seller can still decline: samples are owed once they no longer wait. */
function canDecline({ order }: AgentTrade, { state }: OrderStatus): boolean {
  return state === 'waiting' || (state === 'paid' && order.samples === 0)
}

/** Whoever owns data can also order it, again and again; so what can be lost or locked for one owner is bounded. */
function isTooMuch({ store, ownerBondWei }: Input, trade: AgentTrade): boolean {
  return store.bondBefore(trade) + bondOf(trade.terms, trade.order) > ownerBondWei
}

async function serveWaiting({ context, nowS }: Input, trade: AgentTrade): Promise<number> {
  if (nowS > trade.order.cancelAt) {
    await cancelOrder(context, trade)
    return 0
  }
  try {
    await fireOrder(context, trade)
    return 0
  } catch (error) {
    if (!notYet.has((error as { reason?: string }).reason)) throw error
    return nowS + againS
  }
}

async function servePaid(input: Input, trade: AgentTrade, status: OrderStatus): Promise<number> {
  const { context, store, nowS, say, cheat } = input
  if (nowS > status.deadline) return Number.MAX_SAFE_INTEGER
  if (cheat === 'silence') return Number.MAX_SAFE_INTEGER
  // Keys that no version of the agent has checked count as none.
  const root = store.findOwner(trade.terms.dataSet) && store.getRoot(trade.terms.dataSet)
  if (!root) {
    if (!canDecline(trade, status)) throw new NoKeysForSamplesError(trade.terms.dataSet)
    await declineOrder(context, trade)
    say(`order ${trade.id} is declined: no grant for its data set`)
    return 0
  }
  const delivery = store.getDelivery(trade.id, status.stage) ?? makeDelivery(input, trade, status, root)
  await sendDelivery(context, { ...trade, delivery })
  say(`order ${trade.id} is delivered`)
  return 0
}

function makeDelivery(
  { store, cheat }: Input,
  { id, terms, order }: AgentTrade,
  status: OrderStatus,
  root: Uint8Array,
) {
  const isWrong = cheat === 'wrongKey' || (cheat === 'wrongSample' && order.samples > 0)
  const delivery = createDelivery({ terms, order, status, root: isWrong ? root.map((byte) => byte ^ 1) : root })
  store.putDelivery(id, status.stage, delivery)
  return delivery
}

class NoKeysForSamplesError extends BaseError {
  override readonly name = 'Agent.NoKeysForSamplesError'
  constructor(dataSet: Hex) {
    super(`Expected the keys of data set ${dataSet}, whose samples cannot be declined; found none.`)
  }
}
