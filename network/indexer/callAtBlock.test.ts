import { expect, test } from 'vitest'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { callAtBlock } from './callAtBlock.ts'
import { NodeAnswerError, type NodeRpc, type RpcCall } from './createNodeRpc.ts'

type Refusal = [code: number, message: string]

/** A node that answers a call with its data, or refuses it; and of many calls in one request only so many. */
function createNode(refusals: Record<Hex, Refusal> = {}, most = 100): { asked: number[]; rpc: NodeRpc } {
  const asked: number[] = []
  const tryBatch = async (calls: readonly RpcCall[]) => {
    asked.push(calls.length)
    return calls.map(([, message], i) => {
      const { data } = message as { data: Hex }
      const [code, words] = i < most ? (refusals[data] ?? []) : [-32002, 'request timed out after 10000 ms']
      return code === undefined ? data : new NodeAnswerError('http://127.0.0.1', `eth_call: ${words}`, code)
    })
  }
  return { asked, rpc: { batch: tryBatch, tryBatch } }
}

const to: Address = `0x${'70'.repeat(20)}`
const callsOf = (...data: Hex[]) => data.map((one) => ({ to, data: one }))

test.each<Refusal>([
  [3, 'execution reverted: no'],
  [-32000, 'execution reverted'],
  [-32000, 'out of gas'],
  [-32000, 'invalid opcode'],
  [-32000, 'invalid jump destination'],
  [-32000, 'stack underflow'],
  [-32000, 'stack overflow'],
  [-32000, 'write protection'],
  [-32000, 'value out of range'],
])('a call that fails by itself has no answer: %i %s', async (...refusal) => {
  const { rpc } = createNode({ '0x02': refusal })
  expect(await callAtBlock(rpc, callsOf('0x01', '0x02', '0x03'), 7)).toEqual(['0x01', undefined, '0x03'])
})

test.each<Refusal>([
  [-32002, 'request timed out after 10000 ms'],
  [-32005, 'limit exceeded: the server is busy, try again'],
  [-32603, 'internal error'],
  [-32000, 'the call could not be run, try again'],
  [-32000, 'state of block 7 is not available: states from block 8 on are kept'],
])('a call that the node does not run is no answer at all: %i %s', async (code, words) => {
  const { rpc } = createNode({ '0x02': [code, words] })
  const asked = callAtBlock(rpc, callsOf('0x01', '0x02'), 7)
  await expect(asked).rejects.toMatchObject({ name: 'Indexer.NodeAnswerError', code })
})

test('what does not fit into the time of one request is asked again in smaller ones', async () => {
  const { asked, rpc } = createNode({}, 3)
  const calls = callsOf('0x01', '0x02', '0x03', '0x04', '0x05', '0x06', '0x07', '0x08', '0x09', '0x0a')
  expect(await callAtBlock(rpc, calls, 7)).toEqual(calls.map(({ data }) => data))
  expect(asked).toEqual([10, 4, 1, 3])
})
