import { expect, test } from 'vitest'
import { callMessage } from './callMessage.ts'
import { createAccessList } from './createAccessList.ts'
import { estimateGas } from './estimateGas.ts'
import { counter, counterInput, createTestContext, otherCounter, rich } from './testContext.ts'

const slot0 = `0x${'0'.repeat(64)}`

test('a plain transfer costs 21,000', async () => {
  expect(await estimateGas(createTestContext(), { from: rich, to: `0x${'99'.repeat(20)}`, value: 1n })).toEqual({
    gas: 21_000n,
  })
})

test.each([
  ['increment', []],
  ['incrementTwice', [otherCounter]],
  ['spawn', []],
  ['burn', [2_000n]],
])('the estimate for %s is enough, and three percent less is not', async (name, args) => {
  const request = { from: rich, to: counter, data: counterInput(name, args) }
  const estimate = await estimateGas(createTestContext(), request)
  const gas = 'gas' in estimate ? estimate.gas : 0n
  expect((await callMessage(createTestContext(), { ...request, gas })).failure).toBeUndefined()
  expect((await callMessage(createTestContext(), { ...request, gas: (gas * 97n) / 100n })).failure).toBeDefined()
})

test('a call that fails whatever it may spend is reported with its bytes', async () => {
  const estimate = await estimateGas(createTestContext(), { to: counter, data: counterInput('failWithWords') })
  expect(estimate).toMatchObject({ failed: { failure: { kind: 'reverted' } } })
})

test('somebody who can pay little is estimated within what they can pay', async () => {
  const poor = `0x${'0b'.repeat(20)}` as const
  const context = createTestContext({ [poor]: { balance: '0x7530' } })
  const estimate = await estimateGas(context, {
    from: poor,
    to: counter,
    gasPrice: 1n,
    data: counterInput('increment'),
  })
  expect(estimate).toMatchObject({ failed: { failure: { reason: 'out of gas' } } })
})

test('an access list names the slots of others and of the callee, and leaves out what is warm', async () => {
  const request = { from: rich, to: counter, data: counterInput('incrementTwice', [otherCounter]) }
  const { accessList, gasUsed, failure } = await createAccessList(createTestContext(), request)
  expect(failure).toBeUndefined()
  expect(accessList).toEqual([
    { address: counter, storageKeys: [slot0] },
    { address: otherCounter, storageKeys: [slot0] },
  ])
  const sent = await callMessage(createTestContext(), { ...request, accessList })
  expect(sent.gasUsed).toBe(gasUsed)
})

test('an access list is empty where nothing but the callee is touched', async () => {
  const request = { from: rich, to: otherCounter, data: counterInput('failWithWords') }
  const named = [{ address: otherCounter, storageKeys: [] }]
  const { accessList } = await createAccessList(createTestContext(), { ...request, accessList: named })
  expect(accessList).toEqual([])
})

test('what is pretended holds for the question only', async () => {
  const context = createTestContext()
  const data = counterInput('number')
  const stateDiff = [[slot0, `0x${'0'.repeat(63)}9`]] as [`0x${string}`, `0x${string}`][]
  const pretended = await callMessage(
    { ...context, overrides: new Map([[counter, { stateDiff }]]) },
    { to: counter, data },
  )
  expect(pretended.returnData.at(-1)).toBe(9)
  expect((await callMessage(createTestContext(), { to: counter, data })).returnData.at(-1)).toBe(0)
})
