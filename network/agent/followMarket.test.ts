import { createClient, custom, encodeAbiParameters, encodeEventTopics, numberToHex } from 'viem'
import { expect, onTestFinished, test } from 'vitest'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { dataRequestsAbi } from '../../lib/contracts/DataRequests.ts'
import { followMarket } from './followMarket.ts'
import { openAgentStore } from './openAgentStore.ts'
import type { KeyBox } from './openKeyBox.ts'

const word = (value: number) => numberToHex(value, { size: 32 })
const account = (value: number) => numberToHex(value, { size: 20 })
const head = 3_000

function logOf(block: number) {
  const [buyer, token] = [account(1), account(2)]
  const args = { id: BigInt(block), buyer }
  const inputs = ['address', 'uint256', 'uint40', 'bytes32', 'string'].map((type) => ({ type }))
  return {
    ...{ address: systemContracts.dataRequests, data: encodeAbiParameters(inputs, [token, 1n, 9, word(0), 'cid']) },
    ...{ topics: encodeEventTopics({ abi: dataRequestsAbi, eventName: 'Requested', args }), logIndex: '0x0' },
    ...{ blockNumber: numberToHex(block), blockHash: word(block), transactionHash: word(block) },
    ...{ transactionIndex: '0x0', removed: false },
  }
}

/** A node with a request in every block, which gives so many logs at a time. */
function createNode(most: number) {
  const asked: [from: number, to: number][] = []
  const request = async ({ method, params }: { method: string; params?: unknown }) => {
    if (method === 'eth_getBlockByNumber') return { number: numberToHex(head), timestamp: '0x7', transactions: [] }
    const [{ fromBlock, toBlock }] = params as [{ fromBlock: string; toBlock: string }]
    const [from, to] = [Number(fromBlock), Number(toBlock)]
    asked.push([from, to])
    if (to - from + 1 > most) throw Object.assign(new Error('limit exceeded: more than 9 logs'), { code: -32005 })
    return Array.from({ length: to - from + 1 }, (_, i) => logOf(from + i))
  }
  return { asked, client: createClient({ transport: custom({ request }, { retryCount: 0 }) }) }
}

function openStore() {
  const store = openAgentStore({ path: ':memory:', box: {} as KeyBox })
  onTestFinished(() => store.close())
  return store
}

test('reads fewer blocks at a time where they hold more logs than the node gives at once', async () => {
  const { asked, client } = createNode(600)
  const store = openStore()
  expect(await followMarket({ client, store, seller: account(3) })).toBe(7)
  expect(store.dueRequests(7)).toHaveLength(head + 1)
  expect(store.getMeta('cursor')).toBe(String(head + 1))
  expect(asked.slice(0, 5).map(([from, to]) => [from, to - from + 1])).toEqual([
    [0, 2_000],
    [0, 1_000],
    [0, 500],
    [500, 1_000],
    [500, 500],
  ])
})

test('gives up for this time at a block that the node does not give, and keeps what came before', async () => {
  const { client } = createNode(0)
  const store = openStore()
  store.setMeta('cursor', '7')
  await expect(followMarket({ client, store, seller: account(3) })).rejects.toMatchObject({ code: -32005 })
  expect(store.getMeta('cursor')).toBe('7')
})
