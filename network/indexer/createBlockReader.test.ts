import { expect, test } from 'vitest'
import { formatQuantity, type Hex } from '../../lib/bytes/hex.ts'
import { createBlockReader } from './createBlockReader.ts'
import { NodeAnswerError, type NodeRpc, type RpcCall } from './createNodeRpc.ts'

const word = (value: number): Hex => `0x${value.toString(16).padStart(64, '0')}`

/** A node of empty blocks that answers for at most so many in one request. */
function createNode(most: number, words: object = {}): { asked: number[]; rpc: NodeRpc } {
  const asked: number[] = []
  const block = (tag: unknown) => ({
    ...{ number: tag, hash: word(1), parentHash: word(0), stateRoot: word(2), transactionsRoot: word(3) },
    ...{ receiptsRoot: word(4), timestamp: '0x1', miner: `0x${'01'.repeat(20)}`, gasUsed: '0x0', gasLimit: '0x1' },
    ...{ size: '0x1', extraData: '0x', transactions: [], ...words },
  })
  const batch = async (calls: readonly RpcCall[]) => {
    const count = calls.length / 2
    asked.push(count)
    if (count > most) throw new NodeAnswerError('http://127.0.0.1', 'the answer is larger than 9 bytes', -32005)
    return calls.map(([method, tag]) => (method === 'eth_getBlockByNumber' ? block(tag) : []))
  }
  return { asked, rpc: { batch, tryBatch: batch } }
}

test('asks for half as many blocks where they do not fit, and slowly for more again', async () => {
  const { asked, rpc } = createNode(12)
  const read = createBlockReader(rpc)
  expect((await read(7, 100)).map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, i) => 7 + i))
  expect(await read(19, 100)).toHaveLength(6)
  expect(await read(25, 100)).toHaveLength(7)
  expect(await read(32, 3)).toHaveLength(3)
  expect(asked).toEqual([50, 25, 12, 13, 6, 7, 3])
})

test('a quantity beyond all numbers counts as the greatest that a column holds', async () => {
  const limits = [2n ** 63n - 1n, 2n ** 64n - 1n, 2n ** 256n - 1n].map((gasLimit) => formatQuantity(gasLimit))
  for (const gasLimit of limits) {
    const [block] = await createBlockReader(createNode(1, { gasLimit }).rpc)(1, 1)
    expect(block!.gasLimit).toBe(Number.MAX_SAFE_INTEGER)
  }
})
