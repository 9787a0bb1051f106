import { zeroAddress, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { relist } from './relist.ts'
import type { Terms } from './Terms.ts'

const terms: Terms = {
  ...{ dataSet: `0x${'1'.repeat(64)}`, seller: zeroAddress, token: zeroAddress, onlyBuyer: zeroAddress },
  ...{ price: 1_000n, chunkPrice: 120n, samplePrice: 0n, bond: 50n, feed: zeroHash, scenario: zeroHash },
  ...{ commissionBps: 0, agentFeeBps: 0, deliverTime: 600, disputeTime: 700, expiresAt: 2_000_000, chunks: 10 },
}

test('another price takes the prices of parts and the bond along, and what is not sold in parts stays so', () => {
  const offer = relist(terms, { nowS: 0, price: 2_500n })
  expect(offer).toMatchObject({ price: 2_500n, chunkPrice: 300n, samplePrice: 0n, bond: 125n })
  expect(offer).toMatchObject({ deliverTimeS: 600, disputeTimeS: 700 })
})

test('parts never become free by rounding, and for nothing everything is free', () => {
  expect(relist(terms, { nowS: 0, price: 1n }).chunkPrice).toBe(1n)
  expect(relist(terms, { nowS: 0, price: 0n })).toMatchObject({ price: 0n, chunkPrice: 0n, bond: 0n })
})

test('a sample costs its share of a new price at least', () => {
  const dearer = relist({ ...terms, samplePrice: 100n }, { nowS: 0, price: 1_003n })
  expect(dearer.samplePrice).toBe(101n)
})

test('offered again it is another listing, for sale for a day at least', () => {
  expect(relist(terms, { nowS: 1_000 }).expiresAtS).toBe(2_000_001)
  expect(relist(terms, { nowS: 5_000_000 }).expiresAtS).toBe(5_086_401)
})
