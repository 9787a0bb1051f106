import { expect, test } from 'vitest'
import type { Address, Hex } from '../bytes/hex.ts'
import type { CallFrame } from './callTracer.ts'
import type { StateDiff } from './stateDiffTracer.ts'
import type { StructLog } from './structLogTracer.ts'
import type { TracerConfig } from './Tracer.ts'
import { counter, counterInput, createTestContext, otherCounter, rich } from './testContext.ts'
import { traceCall } from './traceTransactions.ts'

const readReason = () => 'because'
const zeroSlot: Hex = `0x${'00'.repeat(32)}`
const calls = (fields: Partial<TracerConfig & { kind: 'callTracer' }> = {}): TracerConfig => ({
  kind: 'callTracer',
  onlyTopCall: false,
  withLog: true,
  ...fields,
})
const steps: TracerConfig = {
  kind: 'structLog',
  disableStack: false,
  disableStorage: false,
  enableMemory: true,
  enableReturnData: true,
  limit: 0,
}

async function trace(config: TracerConfig, name: string, args: unknown[] = [], value = 0n): Promise<never> {
  const request = { from: rich, to: counter, value, gas: 500_000n, data: counterInput(name, args) }
  return (await traceCall(createTestContext(), request, { config, readReason })) as never
}

test('calls are nested as they happened, with value, logs and what failed', async () => {
  const root: CallFrame = await trace(calls(), 'incrementTwice', [otherCounter], 5n)
  expect(root).toMatchObject({ type: 'CALL', from: rich, to: counter, value: '0x5', gas: '0x7a120' })
  expect(root.calls).toMatchObject([
    { type: 'CALL', from: counter, to: otherCounter, value: '0x5', logs: [{ address: otherCounter, position: '0x0' }] },
    { type: 'STATICCALL', to: otherCounter, error: 'execution reverted', revertReason: 'because' },
    { type: 'CALL', from: counter, to: counter, value: '0x0', logs: [{ address: counter }] },
  ])
  expect(root.calls?.[1]).not.toHaveProperty('value')
  expect(BigInt(root.gasUsed)).toBeGreaterThan(BigInt(root.calls![0]!.gasUsed))
})

test('what was logged and then undone is not shown', async () => {
  const root: CallFrame = await trace(calls(), 'incrementAndFail', [otherCounter])
  const failed = root.calls![0]!
  expect(failed).toMatchObject({ error: 'execution reverted', calls: [{ type: 'CALL' }] })
  expect(failed.calls![0]).not.toHaveProperty('logs')
})

test('a creation shows the new contract and its code', async () => {
  const root: CallFrame = await trace(calls(), 'spawn')
  expect(root.calls).toHaveLength(1)
  expect(root.calls![0]).toMatchObject({ type: 'CREATE', from: counter, to: expect.stringMatching(/^0x[0-9a-f]{40}$/) })
  expect(root.calls![0]!.output?.length).toBeGreaterThan(2)
})

test('only the top call is shown when that is asked', async () => {
  const root: CallFrame = await trace(calls({ onlyTopCall: true, withLog: false }), 'incrementTwice', [otherCounter])
  expect(root).not.toHaveProperty('calls')
  expect(root).not.toHaveProperty('logs')
})

test('every instruction is logged, with the gas that the next one has', async () => {
  const { structLogs, failed, gas }: { structLogs: StructLog[]; failed: boolean; gas: number } = await trace(
    steps,
    'increment',
  )
  expect(failed).toBe(false)
  expect(gas).toBeGreaterThan(43_000)
  structLogs.slice(1).forEach((log, i) => {
    expect(log.gas).toBe(structLogs[i]!.gas - structLogs[i]!.gasCost)
  })
  const store = structLogs.find(({ op }) => op === 'SSTORE')
  expect(Object.values(store!.storage!)).toEqual([`0x${'0'.repeat(63)}1`])
  expect(structLogs.at(-1)?.op).toBe('RETURN')
})

test('a call costs what it passes on, and the instruction that fails is marked', async () => {
  const { structLogs }: { structLogs: StructLog[] } = await trace(steps, 'incrementTwice', [otherCounter], 5n)
  const call = structLogs.findIndex(({ op }) => op === 'CALL')
  // Cold account, value transfer, and what the callee gets without its stipend.
  expect(structLogs[call]!.gasCost).toBe(2_600 + 9_000 + structLogs[call + 1]!.gas - 2_300)
  const panicked: { returnValue: string; failed: boolean } = await trace(steps, 'failWithPanic', [0n])
  expect(panicked.failed).toBe(true)
  expect(panicked.returnValue.slice(0, 10)).toBe('0x4e487b71')
  const request = { from: rich, to: counter, gas: 21_500n, data: counterInput('increment') }
  const starved = (await traceCall(createTestContext(), request, { config: steps, readReason })) as {
    structLogs: StructLog[]
  }
  expect(starved.structLogs.at(-1)?.error).toBe('out of gas')
})

test('what changed is told with what was before, down to the slot', async () => {
  const { pre, post }: StateDiff = await trace({ kind: 'stateDiff' }, 'incrementTwice', [otherCounter], 5n)
  const before = BigInt(pre[rich]!.balance!)
  expect(BigInt(post[rich]!.balance!)).toBe(before - 5n)
  expect(post[otherCounter]).toMatchObject({ balance: '0x5', storage: { [zeroSlot]: `0x${'0'.repeat(63)}1` } })
  expect(pre[otherCounter]).not.toHaveProperty('storage')
  expect(pre[otherCounter]!.code!.length).toBeGreaterThan(2)
  expect(post[otherCounter]).not.toHaveProperty('code')
})

test('what was undone did not change, and what was made is in the new state only', async () => {
  const undone: StateDiff = await trace({ kind: 'stateDiff' }, 'incrementAndFail', [otherCounter])
  expect(undone.post).not.toHaveProperty(otherCounter)
  const { pre, post }: StateDiff = await trace({ kind: 'stateDiff' }, 'spawn')
  const made = Object.keys(post).filter((address) => !(address in pre))
  expect(made).toHaveLength(1)
  expect(post[made[0] as Address]).toMatchObject({ nonce: 1, code: expect.stringMatching(/^0x../) })
})
