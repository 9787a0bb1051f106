import { parseEventLogs } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { dataMarketAbi } from '../../lib/contracts/DataMarket.ts'
import { dataRequestsAbi } from '../../lib/contracts/DataRequests.ts'
import { orderStates } from '../../lib/market/Order.ts'
import type { AgentStore } from './openAgentStore.ts'

const abi = [...dataMarketAbi, ...dataRequestsAbi]
const { dataMarket, dataRequests } = systemContracts
const mostBlocks = 2_000n

export type MarketEvent = ReturnType<typeof parseEventLogs<typeof abi, true>>[number]

type Input = {
  client: NodeClient
  store: AgentStore
  /** The account that sells. */
  seller: string
}

/** Reads what happened on the market since the last time into the store; returns the time of the head, in seconds. */
export async function followMarket({ client, store, seller }: Input): Promise<number> {
  const head = await getBlock(client)
  let from = BigInt(store.getMeta('cursor') ?? '0')
  let blocks = mostBlocks
  while (from <= head.number) {
    const to = least(from + blocks - 1n, head.number)
    const logs = await readLogs(client, from, to)
    if (!logs) {
      blocks = (to - from + 1n) / 2n
      continue
    }
    blocks = least(2n * blocks, mostBlocks)
    const events = parseEventLogs({ abi, logs, strict: true })
    store.atomically(() => {
      for (const event of events) apply(store, event, seller)
      store.setMeta('cursor', String(to + 1n))
    })
    from = to + 1n
  }
  return Number(head.timestamp)
}

/** Returns undefined where these are more than the node gives at once, and fewer blocks can be asked. */
async function readLogs(client: NodeClient, fromBlock: bigint, toBlock: bigint) {
  try {
    return await getLogs(client, { address: [dataMarket, dataRequests], fromBlock, toBlock })
  } catch (error) {
    if (fromBlock === toBlock || (error as { code?: unknown }).code !== limitExceeded) throw error
    return undefined
  }
}

const limitExceeded = -32_005
const least = (a: bigint, b: bigint) => (a < b ? a : b)

function apply(store: AgentStore, event: MarketEvent, seller: string): void {
  switch (event.eventName) {
    case 'Listed':
      if (event.args.seller.toLowerCase() === seller.toLowerCase()) {
        store.putListing(event.args.listing, event.args.terms)
      }
      return
    case 'Closed':
      if ('listing' in event.args) store.closeListing(event.args.listing)
      return
    case 'Bought': {
      const { order, listing, details, state } = event.args
      if (store.getTerms(listing)) store.putTrade(order, details, orderStates[state] ?? 'paid')
      return
    }
    case 'Requested':
      store.putRequest(event.args.id)
      return
    case 'Fired':
    case 'DrawnLater':
    case 'Drawn':
    case 'StageSettled':
      store.touchTrade(event.args.order)
      return
    case 'Settled':
    case 'Refunded':
      store.endTrade(event.args.order, event.eventName === 'Settled' ? 'settled' : 'refunded')
  }
}
