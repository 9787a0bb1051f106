import { expect, test } from 'vitest'
import type { Address, Hex } from '../bytes/hex.ts'
import type { Header } from '../chain/Header.ts'
import { type SimulateContext, simulate } from './simulate.ts'
import type { SimulatedBlockRequest } from './simulatedHeaders.ts'
import { counter, counterInput, createTestContext, rich } from './testContext.ts'

const zeroHash: Hex = `0x${'00'.repeat(32)}`
const heir: Address = `0x${'0e'.repeat(20)}`
const base: Header = {
  parentHash: zeroHash,
  ommersHash: zeroHash,
  miner: `0x${'c0'.repeat(20)}`,
  stateRoot: zeroHash,
  transactionsRoot: zeroHash,
  receiptsRoot: zeroHash,
  logsBloom: `0x${'00'.repeat(256)}`,
  difficulty: 1n,
  number: 7,
  gasLimit: 30_000_000n,
  gasUsed: 0n,
  timestamp: 100,
  extraData: '0x',
  mixHash: zeroHash,
  nonce: '0x0000000000000000',
  baseFeePerGas: 0n,
  withdrawalsRoot: zeroHash,
  blobGasUsed: 0n,
  excessBlobGas: 0n,
  parentBeaconBlockRoot: zeroHash,
}

function ask(
  blocks: readonly SimulatedBlockRequest[],
  fields: { validation?: boolean; traceTransfers?: boolean } = {},
) {
  const { stateManager, common, blockHash, gasCap } = createTestContext()
  const context: SimulateContext = {
    stateManager,
    commonAt: () => common,
    base,
    baseHash: `0x${'ba'.repeat(32)}`,
    blockHash,
    nextBaseFee: () => 0n,
    blockReward: () => 0n,
    gasCap,
  }
  return simulate(context, { blocks, validation: false, traceTransfers: false, ...fields })
}

test('each block goes on from the state and the hash of the one before', async () => {
  const increment = { from: rich, to: counter, data: counterInput('increment') }
  const [first, second] = await ask([
    { overrides: {}, calls: [increment, increment] },
    { overrides: {}, calls: [{ to: counter, data: counterInput('number') }] },
  ])
  expect(second?.header).toMatchObject({ number: 9, timestamp: 124, parentHash: first?.hash })
  expect(second?.calls[0]?.returnData.at(-1)).toBe(2)
  expect(first?.calls.map(({ logs }) => logs.length)).toEqual([1, 1])
  expect(first?.header.gasUsed).toBe(first!.calls[0]!.gasUsed + first!.calls[1]!.gasUsed)
})

test('gaps between block numbers are filled with empty blocks', async () => {
  const blocks = await ask([{ overrides: { number: 10n }, calls: [] }])
  expect(blocks.map(({ header }) => [header.number, header.timestamp])).toEqual([
    [8, 112],
    [9, 124],
    [10, 136],
  ])
})

test.each([
  [-38020, [{ overrides: { number: 7n }, calls: [] }]],
  [-38021, [{ overrides: { time: 100n }, calls: [] }]],
  [-38026, [{ overrides: { number: 264n }, calls: [] }]],
  [-38015, [{ overrides: { gasLimit: 50_000n }, calls: [{ gas: 50_001n, to: heir }] }]],
  [-38014, [{ overrides: {}, calls: [{ from: heir, to: rich, value: 1n }] }]],
  [-38013, [{ overrides: {}, calls: [{ gas: 100n, to: heir }] }]],
] as const)('what cannot be is refused with %i', async (code, blocks) => {
  await expect(ask(blocks)).rejects.toMatchObject({ code })
})

test('validation holds calls to the nonce', async () => {
  const blocks = [{ overrides: {}, calls: [{ from: rich, to: heir, nonce: 4n }] }]
  await expect(ask(blocks, { validation: true })).rejects.toMatchObject({ code: -38011 })
  expect(await ask(blocks)).toMatchObject([{ calls: [{ failure: undefined }] }])
})

test('transfers are logged in their order among other logs, and not where they were undone', async () => {
  const calls = [
    { from: rich, to: counter, value: 3n, data: counterInput('increment') },
    { from: rich, to: counter, value: 3n, data: counterInput('failWithWords') },
  ]
  const [block] = await ask([{ overrides: {}, calls }], { traceTransfers: true })
  const [moved, undone] = block!.calls
  expect(moved?.logs.map(({ address }) => address)).toEqual([`0x${'ee'.repeat(20)}`, counter])
  expect(BigInt(moved!.logs[0]!.data)).toBe(3n)
  expect(undone?.logs).toEqual([])
})

test('a destroyed contract hands over what it had, as a transfer', async () => {
  // PUSH20 heir SELFDESTRUCT
  const code = Uint8Array.of(0x73, ...Array(20).fill(0x0e), 0xff)
  const stateOverrides = new Map([[counter, { balance: 9n, code }]])
  const [block] = await ask([{ overrides: {}, stateOverrides, calls: [{ to: counter }] }], { traceTransfers: true })
  expect(block?.calls[0]?.logs).toMatchObject([
    { topics: [expect.any(String), expect.stringContaining('c1c1'), expect.stringContaining('0e0e')] },
  ])
})
