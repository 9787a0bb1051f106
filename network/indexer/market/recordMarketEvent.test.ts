import { expect, onTestFinished, test } from 'vitest'
import type { Address, Hex } from '../../../lib/bytes/hex.ts'
import { systemContracts } from '../../../lib/chain/systemContracts.ts'
import type { IndexedEvent, IndexedLog } from '../IndexTable.ts'
import { resetTables } from '../indexProgress.ts'
import { openSqliteStore } from '../openSqliteStore.ts'
import { marketTable } from '../tables/market.ts'
import { recordMarketEvent } from './recordMarketEvent.ts'
import { refreshListings } from './refreshListings.ts'

const transferTopic: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const word = (value: number | bigint | Hex): Hex => `0x${BigInt(value).toString(16).padStart(64, '0')}`
const account = (value: number): Address => `0x${value.toString(16).padStart(40, '0')}`
const market: Address = systemContracts.dataMarket
const [dataSet, listing, order, seller, money] = [word(1), word(2), word(3), account(7), account(8)]

const terms = {
  ...{ dataSet, seller, token: money, onlyBuyer: account(0), price: 5n, chunkPrice: 0n, samplePrice: 0n, bond: 0n },
  ...{ feed: word(0), scenario: word(0), commissionBps: 0, agentFeeBps: 0, deliverTime: 1, disputeTime: 1 },
  ...{ expiresAt: 2_000_000_000, chunks: 1 },
}

const registered = {
  ...{ id: dataSet, position: 1, publisher: seller, agreement: '0', data_class: 'none', is_private: 0, bytes: '0x' },
  ...{ content: '0x', cid: '', hash: '0x', is_live: 1, tries: 0 },
}

const log = (logIndex: number, words: Partial<IndexedLog> = {}): IndexedLog => ({
  ...{ position: 1_000_000 + logIndex, logIndex, transactionHash: word(9), transactionPosition: 1_000_000 },
  ...{ address: market, topics: [word(1)], data: '0x' },
  ...words,
})
const told = (logIndex: number, name: string, args: object) =>
  ({ ...log(logIndex), contract: 'dataMarket', name, args }) as IndexedEvent

async function openMarket() {
  const store = openSqliteStore(':memory:')
  onTestFinished(() => store.close())
  await resetTables(store, [marketTable])
  return {
    store,
    record: (event: IndexedEvent, logs: readonly IndexedLog[] = [event]) =>
      store.write((write) => recordMarketEvent(event, { write, block: { timestamp: 1, logs } } as never)),
  }
}

async function openTrade() {
  const opened = await openMarket()
  await opened.record(told(0, 'Listed', { listing, terms }))
  await opened.store.write((write) =>
    write.insert('orders', [
      {
        ...{ position: 1, id: order, listing, buyer: account(6), seller, bytes: '0x', price: '5', state: 'delivered' },
        ...{ reason: null, time: 1 },
      },
    ]),
  )
  return opened
}

test('what a settlement paid is what the token of the order tells, and nothing that another contract makes up', async () => {
  const { store, record } = await openTrade()
  const settled = told(1, 'Settled', { order })
  const transfer = (logIndex: number, address: Address, data: Hex) =>
    log(logIndex, { address, data, topics: [transferTopic, word(market), word(seller)] })
  const paid = transfer(4, money, word(5))
  await record(settled, [settled, transfer(2, account(0xbad), word(99)), transfer(3, account(0xbad), '0x'), paid])
  expect(await store.all('SELECT position, payee, token, amount FROM incomes')).toEqual([
    { position: paid.position, payee: seller, token: money, amount: '5' },
  ])
})

test('a listing at a price beyond all numbers is dearer than the others and keeps none of them from being found', async () => {
  const { store, record } = await openMarket()
  await store.write((write) => write.insert('data_sets', [registered]))
  const list = (position: number, price: bigint) =>
    record({ ...told(position, 'Listed', { listing: word(position), terms: { ...terms, price } }), position })
  const prices = [5n * 10n ** 18n, 10n ** 28n, 2n ** 128n - 1n, 3n]
  for (const [i, price] of prices.entries()) await list(10 + i, price)
  const index = await refreshListings(store)
  const page = { offset: 0, limit: 10, nowS: 1 }
  expect(index.search({ sort: 'cheapest' }, page).positions).toEqual([13, 10, 12, 11])
  expect(index.search({ sort: 'dearest', maxPrice: 10 ** 12 }, page).positions).toEqual([10, 13])
  expect(await store.all('SELECT price FROM listings WHERE position = 12')).toEqual([{ price: String(prices[2]) }])
})
