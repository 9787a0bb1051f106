import { createClient, custom, encodeFunctionResult, type Hex, numberToHex } from 'viem'
import { expect, onTestFinished, test } from 'vitest'
import { dataMarketAbi } from '../../lib/contracts/DataMarket.ts'
import { hashOrder, type Order, orderStates } from '../../lib/market/Order.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import { hashTerms, type Terms } from '../../lib/market/Terms.ts'
import { openAgentStore } from './openAgentStore.ts'
import type { KeyBox } from './openKeyBox.ts'
import { serveTrades } from './serveTrades.ts'

const account = (value: number): Hex => numberToHex(value, { size: 20 })
const nothing = numberToHex(0, { size: 32 })
const terms: Terms = {
  ...{ dataSet: nothing, seller: account(1), token: account(2), onlyBuyer: account(0), price: 1n, chunkPrice: 0n },
  ...{ samplePrice: 0n, bond: 0n, feed: nothing, scenario: nothing, commissionBps: 0, agentFeeBps: 0, deliverTime: 60 },
  ...{ disputeTime: 60, expiresAt: 9_000, chunks: 4 },
}
const order: Order = {
  ...{ listing: hashTerms(terms), buyer: account(3), keyX: 1n, keyY: 2n, from: 0, to: 0, samples: 1, stages: 1 },
  ...{ trigger: 0, subject: nothing, threshold: 0n, cancelAt: 0, price: 1n },
}

test('an order whose samples cannot be drawn in this block is looked at again in a later one, and not without end', async () => {
  const store = openAgentStore({ path: ':memory:', box: {} as KeyBox })
  onTestFinished(() => store.close())
  store.putListing(order.listing, terms)
  store.putTrade(hashOrder(order), order, 'drawing')
  const result = { state: orderStates.indexOf('drawing'), stage: 0, deadline: 0, extra: 100n }
  const request = async ({ method }: { method: string }) =>
    method === 'eth_call' ? encodeFunctionResult({ abi: dataMarketAbi, functionName: 'statusOf', result }) : '0x64'
  const context = { client: createClient({ transport: custom({ request }) }) } as MarketContext
  const said: string[] = []
  const serve = (nowS: number) =>
    serveTrades({ context, store, nowS, ownerBondWei: 1n, say: (line) => said.push(line) })
  expect(await serve(50)).toBe(1)
  expect(await serve(50)).toBe(0)
  expect(await serve(51)).toBe(1)
  expect(said).toEqual([])
})
