import { expect, test } from 'vitest'
import { formatQuantity, type Hex } from '../../lib/bytes/hex.ts'
import { NodeAnswerError, type NodeRpc, type RpcCall } from './createNodeRpc.ts'
import { createScheduleReader } from './createScheduleReader.ts'

const word = (value: number): Hex => `0x${value.toString(16).padStart(64, '0')}`
const set = { seed: word(1), validators: [`0x${'01'.repeat(20)}`] }
const refuse = (code: number, message: string) => new NodeAnswerError('http://127.0.0.1', message, code)
const busy = refuse(-32005, 'limit exceeded: the server is busy, try again')

/** A node at block 25 whose epochs have ten blocks; of the first one it kept no checkpoint. */
function createNode() {
  const answers: Record<string, (param: unknown) => unknown> = {
    eth_call: () => word(10),
    qood_getEpoch: (epoch) => (epoch === 2 ? { sealers: set } : refuse(-32000, 'not kept, or not begun')),
    qood_getHead: () => ({ set, header: { number: formatQuantity(25) } }),
  }
  const tryBatch = async (calls: readonly RpcCall[]) => calls.map(([method, param]) => answers[method]!(param))
  return { answers, rpc: { batch: tryBatch, tryBatch } satisfies NodeRpc }
}

test('knows the set of an epoch that has a checkpoint and of the one that runs, and of no other', async () => {
  const read = createScheduleReader(createNode().rpc)
  expect(await read(15)).toEqual(set)
  expect(await read(25)).toEqual(set)
  expect(await read(5)).toBeUndefined()
})

test.each(['eth_call', 'qood_getEpoch', 'qood_getHead'])('a node too busy for %s is asked again', async (method) => {
  const { answers, rpc } = createNode()
  const answer = answers[method]!
  const read = createScheduleReader(rpc)
  answers[method] = () => busy
  await expect(read(25)).rejects.toBe(busy)
  answers[method] = answer
  expect(await read(25)).toEqual(set)
})

test('a chain whose node knows no epochs has no schedule', async () => {
  const { answers, rpc } = createNode()
  for (const method of ['qood_getEpoch', 'qood_getHead']) answers[method] = () => refuse(-32601, 'no such method')
  expect(await createScheduleReader(rpc)(25)).toBeUndefined()
  answers.eth_call = () => refuse(3, 'execution reverted')
  expect(await createScheduleReader(rpc)(25)).toBeUndefined()
})
