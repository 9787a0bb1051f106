import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { connectNode } from './connectNode.ts'

const hash = (byte: string) => `0x${byte.repeat(32)}`

test('identity, head and blocks are read over HTTP; a chain that elects nobody has no producers', async () => {
  const node = await startNode()
  const link = connectNode(node.config)
  expect(await link.identity()).toEqual({ chainId: 7, genesisHash: hash('00') })
  expect(await link.headNumber()).toBe(2)
  expect(await link.producers()).toBeUndefined()
  expect(await link.summary(2)).toMatchObject({ number: 2, hash: hash('02'), transactionCount: 1, seals: undefined })
  await node.stop()
})

test('news comes over the socket, and its end is told', async () => {
  const node = await startNode()
  const news = Promise.withResolvers<void>()
  const lost = Promise.withResolvers<void>()
  await connectNode(node.config).watch(news.resolve, lost.resolve)
  node.announce()
  await news.promise
  await node.stop()
  await lost.promise
})

test('a socket that nobody opens is an error', async () => {
  const node = await startNode()
  await node.stop()
  await expect(
    connectNode(node.config).watch(
      () => {},
      () => {},
    ),
  ).rejects.toThrow()
})

/** A node of three blocks that speaks just enough JSON-RPC. */
async function startNode() {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer(JSON.parse(body))))
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    socket.on('message', (text) => socket.send(JSON.stringify(answer(JSON.parse(String(text))))))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    config: { rpcUrl: `http://127.0.0.1:${port}`, wsUrl: `ws://127.0.0.1:${port}` },
    announce: () => {
      const params = { subscription: '0x1', result: { number: '0x3' } }
      for (const socket of sockets.clients) {
        socket.send(JSON.stringify({ jsonrpc: '2.0', method: 'eth_subscription', params }))
      }
    },
    stop: async () => {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answer({ id, method, params }: { id: number; method: string; params: unknown[] }) {
  const results: Record<string, () => unknown> = {
    eth_chainId: () => '0x7',
    eth_blockNumber: () => '0x2',
    eth_subscribe: () => '0x1',
    eth_getBlockByNumber: () => block(Number(params[0])),
  }
  const result = results[method]
  if (result) return { jsonrpc: '2.0', id, result: result() }
  return { jsonrpc: '2.0', id, error: { code: -32601, message: `the method ${method} does not exist` } }
}

function block(number: number) {
  const quantity = `0x${number.toString(16)}`
  return {
    number: quantity,
    hash: hash(`0${number}`),
    parentHash: hash('ff'),
    miner: `0x${'11'.repeat(20)}`,
    timestamp: '0x64',
    transactions: [hash('aa')],
    gasUsed: '0x5208',
    gasLimit: '0x1c9c380',
    extraData: '0x',
    difficulty: '0x1',
    size: '0x200',
    nonce: '0x0000000000000000',
    logsBloom: `0x${'00'.repeat(256)}`,
    totalDifficulty: null,
  }
}
