import { expect, test } from 'vitest'
import type { Hex } from '../bytes/hex.ts'
import { parseHeader } from '../chain/parseHeader.ts'
import { createBodies } from './createBodies.ts'
import { RpcRefusedError } from './createHttpTransport.ts'
import blocks from './fixtures/publicBlocks.json' with { type: 'json' }
import type { LightBlock } from './LightBlock.ts'
import type { RpcCall } from './Transport.ts'

type Fixture = (typeof blocks)[number]

/** A server that gives a block and its receipts only piece by piece: as a whole they are too large for it. */
function serve(
  { block, receipts }: Fixture,
  change: (call: RpcCall, answer: unknown) => unknown = (_, answer) => answer,
) {
  const asked: string[] = []
  const request = async (call: RpcCall) => {
    asked.push(call.method)
    const [ref, full] = call.params as [Hex, boolean | undefined]
    if (call.method === 'eth_getBlockReceipts' || full === true) {
      throw new RpcRefusedError({ code: -32005, message: 'limit exceeded: the answer is larger than 9 bytes' })
    }
    const index = block.transactions.findIndex(({ hash }) => hash === ref)
    if (call.method === 'eth_getTransactionByHash') return change(call, block.transactions[index])
    if (call.method === 'eth_getTransactionReceipt') return change(call, receipts[index])
    return change(call, { ...block, transactions: block.transactions.map(({ hash }) => hash) })
  }
  return { asked, bodies: createBodies({ transport: { request } }) }
}

const lightBlock = ({ block }: Fixture) => ({ header: parseHeader(block), hash: block.hash }) as LightBlock

test.each(blocks)('puts a block together whose answers are too large, and checks its roots: $name', async (fixture) => {
  const { asked, bodies } = serve(fixture)
  const { transactions, receipts } = await bodies.body(lightBlock(fixture))
  expect(transactions.map(({ hash }) => hash)).toEqual(fixture.block.transactions.map(({ hash }) => hash))
  expect(receipts.map(({ logs }) => logs.length)).toEqual(fixture.receipts.map(({ logs }) => logs.length))
  expect(asked).toHaveLength(3 + 2 * transactions.length)
})

test.each([
  ['eth_getTransactionByHash', { nonce: '0x7fffffff' }, 'Light.ProofMismatchError'],
  ['eth_getTransactionReceipt', { cumulativeGasUsed: '0x1' }, 'Light.ProofMismatchError'],
  ['eth_getBlockByHash', { transactions: [] }, 'Light.ProofMismatchError'],
  ['eth_getBlockByHash', { transactions: ['0x12'] }, 'Light.MalformedAnswerError'],
])('refuses a false piece in the answer to %s', async (method, lie, name) => {
  const fixture = blocks[0]!
  const { bodies } = serve(fixture, (call, answer) =>
    call.method === method ? { ...(answer as object), ...lie } : answer,
  )
  await expect(bodies.body(lightBlock(fixture))).rejects.toMatchObject({ name })
})

test('asks for nothing in pieces that was refused for another reason', async () => {
  const asked: string[] = []
  const request = async ({ method }: RpcCall) => {
    asked.push(method)
    throw new RpcRefusedError({ code: -32005, message: 'limit exceeded: the server is busy, try again' })
  }
  const bodies = createBodies({ transport: { request } })
  await expect(bodies.transactions(lightBlock(blocks[0]!))).rejects.toMatchObject({ name: 'Rpc.RefusedError' })
  expect(asked).toEqual(['eth_getBlockByHash'])
})
