import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { formatQuantity, type Hex } from '../../lib/bytes/hex.ts'
import { indexTables, indexVersion } from './indexTables.ts'
import { openSqliteStore } from './openSqliteStore.ts'
import { startFollower } from './startFollower.ts'

/* A chain of one transfer of a token that gave out amounts in block 0, served by a node that may be busy with calls. */
const word = (value: number | bigint): Hex => `0x${value.toString(16).padStart(64, '0')}`
const token: Hex = `0x${'70'.repeat(20)}`
const [alice, bob]: Hex[] = [`0x${'a1'.repeat(20)}`, `0x${'b0'.repeat(20)}`]
const transferTopic: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const transaction = { hash: word(77), from: alice, to: token, value: '0x0', nonce: '0x0', input: '0x' }
const topics = [transferTopic, word(BigInt(alice!)), word(BigInt(bob!))]
const logs = [{ logIndex: '0x0', address: token, topics, data: word(5) }]
const receipt = { transactionHash: word(77), status: '0x1', gasUsed: '0x1', contractAddress: null, logs }
const busy = { code: -32002, message: 'request timed out after 10000 ms' }

const block = (number: number) => ({
  ...{ number: formatQuantity(number), hash: word(1_000 + number), parentHash: word(999 + number) },
  ...{ stateRoot: word(2_000 + number), transactionsRoot: word(3_000 + number), receiptsRoot: word(4_000 + number) },
  ...{ timestamp: '0x1', miner: `0x${'01'.repeat(20)}`, gasUsed: '0x0', gasLimit: '0x1', size: '0x1', extraData: '0x' },
  transactions: number === 1 ? [transaction] : [],
})

async function startNode() {
  const node = { isBusy: true, url: '' }
  const methods: Record<string, (params: unknown[]) => unknown> = {
    eth_chainId: () => '0x1',
    eth_blockNumber: () => '0x1',
    eth_getBlockByNumber: ([tag]) => block(Number(tag)),
    eth_getBlockReceipts: ([tag]) => (Number(tag) === 1 ? [receipt] : []),
    eth_call([message]) {
      const { to, data } = message as { to: Hex; data: Hex }
      if (to !== token) return '0x'
      return data.endsWith(alice!.slice(2)) ? word(995) : word(5)
    },
  }
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const asked = JSON.parse(text) as { id: number; method: string; params: unknown[] }[]
    const answers = asked.map(({ id, method, params }) => {
      if (method === 'eth_call' && node.isBusy) return { id, error: busy }
      return { id, result: methods[method]?.(params) ?? null }
    })
    response.end(JSON.stringify(answers))
  })
  server.on('upgrade', (_, socket) => socket.destroy())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  node.url = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return node
}

test('what a busy node does not answer is asked again, and taken for nothing else', async () => {
  const node = await startNode()
  const store = openSqliteStore(':memory:')
  const urls = { rpcUrl: `http://${node.url}`, wsUrl: `ws://${node.url}` }
  const follower = startFollower({ store, tables: indexTables, version: indexVersion, ...urls })
  onTestFinished(async () => {
    await follower.stop()
    await store.close()
  })
  await expect
    .poll(() => follower.state(), { timeout: 10_000 })
    .toMatchObject({ status: 'waiting', error: 'Indexer.NodeAnswerError', number: 1 })
  expect(await store.all('SELECT amount FROM holdings')).toEqual([{ amount: null }, { amount: null }])
  expect(await store.all('SELECT asked FROM tokens')).toEqual([{ asked: 0 }])
  node.isBusy = false
  await expect.poll(() => follower.state().status, { timeout: 10_000 }).toBe('live')
  expect(await store.all('SELECT holder, net, opening FROM holdings ORDER BY holder')).toEqual([
    { holder: alice, net: '-5', opening: '1000' },
    { holder: bob, net: '5', opening: '0' },
  ])
  expect(await store.all('SELECT decimals, asked FROM tokens')).toEqual([{ decimals: 5, asked: 1 }])
})
