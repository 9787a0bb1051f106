import { encodeErrorResult, erc20Abi, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import type { Address } from '../bytes/hex.ts'
import type { EvidenceSummary } from '../light/Evidence.ts'
import type { Rpc } from './createChainReader.ts'
import { simulateTransaction } from './simulateTransaction.ts'

const from: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const to: Address = '0x1111111111111111111111111111111111111111'
const abi = [...erc20Abi, ...parseAbi(['error NotEnough(uint256 found)'])]
const contracts = new Map([[to, { name: 'TestToken', abi }]])
const revertData = encodeErrorResult({ abi, errorName: 'NotEnough', args: [4n] })
const evidence = { grade: 'proved', method: 'eth_call' } as EvidenceSummary
const word = (value: bigint) => `0x${value.toString(16).padStart(64, '0')}`

type Run = 'succeeds' | 'reverts' | 'cannot tell'

/** A node that says how the transaction ends, and a machine here that runs it over proved state. */
function createRpc(node: Run, here: Run): Rpc & { asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    async request({ method, params }) {
      if (method === 'eth_blockNumber') return '0x7'
      if (method !== 'eth_simulateV1' || node === 'cannot tell') throw new Error(`unknown: ${method}`)
      const [{ blockStateCalls }, block] = params as [{ blockStateCalls: [{ calls: unknown[] }] }, string]
      asked.push(`node at ${block}`)
      const { calls } = blockStateCalls[0]
      const result = node === 'succeeds' ? { status: '0x1', returnData: word(5n) } : { status: '0x0', returnData: '0x' }
      return [{ calls: calls.map(() => result) }]
    },
    async ask({ method, params }) {
      if (method !== 'eth_call' || here === 'cannot tell') throw new Error(`unknown: ${method}`)
      asked.push(`here at ${(params as [unknown, string])[1]}`)
      if (here === 'reverts') {
        throw Object.assign(new Error('reverted'), { name: 'Light.RevertedError', code: 3, data: revertData })
      }
      return { value: '0x', evidence }
    },
  }
}

const simulate = (rpc: Rpc) => simulateTransaction({ from, to, data: '0x12345678' }, { rpc, contracts })

test('what the node says is checked by running it here, over the state of the same block', async () => {
  const rpc = createRpc('succeeds', 'succeeds')
  expect(await simulate(rpc)).toMatchObject({ level: 'full', succeeds: true, check: 'agrees', evidence: [evidence] })
  expect(new Set(rpc.asked)).toEqual(new Set(['node at 0x7', 'here at 0x7']))
  expect(await simulate(createRpc('reverts', 'reverts'))).toMatchObject({
    ...{ level: 'full', succeeds: false, check: 'agrees' },
    revertReason: 'NotEnough(4)',
  })
})

test('a node that says otherwise than the run here is not believed, and its balances are not shown', async () => {
  expect(await simulate(createRpc('succeeds', 'reverts'))).toEqual({
    ...{ level: 'callOnly', succeeds: false, revertReason: 'NotEnough(4)', balances: [] },
    ...{ check: 'contradicts', evidence: [] },
  })
  expect(await simulate(createRpc('reverts', 'succeeds'))).toMatchObject({
    ...{ level: 'callOnly', succeeds: true, revertReason: undefined, balances: [] },
    ...{ check: 'contradicts', evidence: [evidence] },
  })
})

test('where one of the two cannot tell, the other stands alone', async () => {
  expect(await simulate(createRpc('succeeds', 'cannot tell'))).toMatchObject({ level: 'full', check: undefined })
  expect(await simulate(createRpc('cannot tell', 'succeeds'))).toMatchObject({
    ...{ level: 'callOnly', succeeds: true, check: 'agrees' },
  })
  expect(await simulate(createRpc('cannot tell', 'cannot tell'))).toMatchObject({
    ...{ level: 'unavailable', succeeds: undefined, check: undefined },
  })
})
