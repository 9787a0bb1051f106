import { expect, test, vi } from 'vitest'
import { type Address, decodeHex } from '../bytes/hex.ts'
import { bloomMayHold } from '../chain/logsBloom.ts'
import { emptyRoot, MissingNodeError, WrongNodeError } from '../chain/trie/Trie.ts'
import type { BaseError } from '../errors.ts'
import { buildBlock } from './buildBlock.ts'
import { createGenesisState } from './createGenesis.ts'
import { accounts, counter, createTestMachine, genesis, planOn, send, set } from './fixtures/testMachine.ts'
import { MissingCodeError } from './State.ts'
import { addressKey } from './StateTries.ts'

const to = accounts[1]!.address
const plan = planOn(genesis.header)

test('an empty block leaves the state as it was', async () => {
  const { header, diff } = await buildBlock(await createTestMachine(), plan, [])
  expect(header.stateRoot).toBe(genesis.header.stateRoot)
  expect([header.transactionsRoot, header.receiptsRoot]).toEqual([emptyRoot, emptyRoot])
  expect([diff.nodes.size, diff.codes.size]).toEqual([0, 0])
})

test('a transfer moves the value, pays the miner and counts the nonce', async () => {
  const machine = await createTestMachine()
  const { header } = await buildBlock(machine, plan, [await send({ from: 0, nonce: 0, to, value: 5n })])
  const ether = 10n ** 18n
  const [sender, receiver] = accounts.map(({ address }) => address.toLowerCase() as Address)
  const alloc = {
    [sender!]: { balance: `0x${(ether - 5n - 21_000n).toString(16)}`, nonce: '0x1' },
    [receiver!]: { balance: `0x${(ether + 5n).toString(16)}` },
    [accounts[2]!.address]: { balance: `0x${ether.toString(16)}` },
    [counter]: { balance: '0x0', nonce: '0x1', code: await codeOf(machine, counter) },
    [set[0]!.address]: { balance: '0x5208' },
  } as const
  expect(header.gasUsed).toBe(21_000n)
  expect(header.stateRoot).toBe(createGenesisState(alloc).root)
})

async function codeOf({ state }: Awaited<ReturnType<typeof createTestMachine>>, address: Address) {
  const { createAddressFromString } = await import('@ethereumjs/util')
  const { encodeHex } = await import('../bytes/hex.ts')
  return encodeHex(await state.getCode(createAddressFromString(address)))
}

test('what cannot run is left out, reported, and leaves no trace', async () => {
  const good = await send({ from: 0, nonce: 0, to: counter })
  const early = await send({ from: 1, nonce: 3, to: counter })
  const poor = await send({ from: 2, nonce: 0, to, value: 10n ** 20n })
  const broken = { ...good, raw: good.raw.slice(0, -3) }
  const mixed = await buildBlock(await createTestMachine(), plan, [early, poor, good, good])
  const plain = await buildBlock(await createTestMachine(), plan, [good])
  expect(mixed.header).toEqual(plain.header)
  expect(mixed.diff).toEqual(plain.diff)
  expect(mixed.refused.map(({ transaction }) => transaction)).toEqual([early, poor, good])
  const { refused } = await buildBlock(await createTestMachine(), plan, [broken])
  expect(refused).toHaveLength(1)
})

test('a fault inside a call that a call made leaves nothing of its transaction behind, and nothing open', async () => {
  // TSTORE(0, 1), then a call of the counter; and what would tell whether the first value is still there: SSTORE(0, TLOAD(0)).
  const nested = await send({ from: 0, nonce: 0, data: `0x60015f5d5f5f5f5f5f73${counter.slice(2)}5af100` })
  const same = await send({ from: 0, nonce: 0, data: '0x5f5c5f5500' })
  const other = await send({ from: 1, nonce: 0, to: counter })
  const machine = await createTestMachine()
  vi.spyOn(machine.state, 'putStorage').mockRejectedValueOnce(new RangeError('Array buffer allocation failed'))
  const mixed = await buildBlock(machine, plan, [nested, same, other])
  expect(mixed.refused.map(({ reason }) => (reason as BaseError).details)).toEqual(['Array buffer allocation failed'])
  expect(machine.state.isInCall).toBe(false)
  const plain = await buildBlock(await createTestMachine(), plan, [same, other])
  expect(mixed.header).toEqual(plain.header)
  expect(mixed.diff).toEqual(plain.diff)
})

/** MSTORE8(0, 0xef), and a revert with that byte. */
const revertsWithEf = '60ef5f5360015ffd'

test('a creation that reverts pays for what it ran, whatever its reason begins with', async () => {
  const creation = await send({ from: 0, nonce: 0, data: `0x${revertsWithEf}` })
  const { receipts } = await buildBlock(await createTestMachine(), plan, [creation])
  expect(receipts).toMatchObject([{ status: 0, gasUsed: 53_146n }])
})

test('what a creation inside of a call says when it reverts is there to be read', async () => {
  // CREATE of the code above; then LOG0 of RETURNDATASIZE.
  const outer = await send({ from: 0, nonce: 0, data: `0x67${revertsWithEf}5f52600860185ff0503d5f5260205fa000` })
  const { receipts } = await buildBlock(await createTestMachine(), plan, [outer])
  expect(receipts[0]!.logs).toMatchObject([{ data: `0x${'1'.padStart(64, '0')}` }])
})

test("a state that cannot be read is nobody's fault but its own: no transaction is refused for it", async () => {
  const money = [await send({ from: 0, nonce: 0, to, value: 1n })]
  const call = [await send({ from: 0, nonce: 0, to: counter })]
  const codeless = await createTestMachine({ ...genesis.diff, codes: new Map() })
  await expect(buildBlock(codeless, plan, call)).rejects.toThrow(MissingCodeError)
  // And on the long way, which a transaction takes as soon as somebody watches.
  codeless.vm.events.on('beforeTx', () => {})
  await expect(buildBlock(codeless, plan, call)).rejects.toThrow(MissingCodeError)
  const others = [...genesis.diff.nodes].map(([at, node]) => [at, at === 'A' ? node : flipped(node!)] as const)
  const wrong = await createTestMachine({ ...genesis.diff, nodes: new Map(others) })
  await expect(buildBlock(wrong, plan, money)).rejects.toThrow(WrongNodeError)
  const gone = await createTestMachine({ ...genesis.diff, nodes: new Map() })
  await expect(buildBlock(gone, plan, money)).rejects.toThrow(MissingNodeError)
})

const flipped = (bytes: Uint8Array) => bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte))

test('logs are in the receipts and the bloom, and not when the call reverts', async () => {
  const topic = `0x${'7'.padStart(64, '0')}` as const
  const good = await send({ from: 0, nonce: 0, to: counter })
  const reverting = await send({ from: 1, nonce: 0, to: counter, data: '0x01' })
  const { header, receipts } = await buildBlock(await createTestMachine(), plan, [good, reverting])
  expect(receipts.map(({ status, logs }) => [status, logs.length])).toEqual([
    [1, 1],
    [0, 0],
  ])
  expect(receipts[0]!.logs[0]).toMatchObject({ address: counter, topics: [topic], data: `0x${'1'.padStart(64, '0')}` })
  expect(bloomMayHold(decodeHex(header.logsBloom), topic)).toBe(true)
  expect(header.gasUsed).toBe(receipts[1]!.cumulativeGasUsed)
})

test('a full block is closed: what has no room is neither in it nor refused', async () => {
  const transactions = await Promise.all([0, 1, 2].map((nonce) => send({ from: 0, nonce, to: counter })))
  const small = planOn(genesis.header, { gasLimit: 270_000n })
  const built = await buildBlock(await createTestMachine(), small, transactions)
  expect(built.transactions).toEqual(transactions.slice(0, 2))
  expect(built.refused).toEqual([])
})

test('whoever asks for more gas than is left is passed over, with all that follows from the same sender; others go in', async () => {
  const wide = await send({ from: 1, nonce: 0, to: counter, gas: 160_000n })
  const next = await send({ from: 1, nonce: 1, to: counter, gas: 100_000n })
  const first = await send({ from: 0, nonce: 0, to: counter, gas: 100_000n })
  const last = await send({ from: 2, nonce: 0, to: counter, gas: 100_000n })
  const small = planOn(genesis.header, { gasLimit: 200_000n })
  const built = await buildBlock(await createTestMachine(), small, [first, wide, next, last])
  expect(built.transactions).toEqual([first, last])
  expect(built.refused).toEqual([])
})

test('a block that is due takes nothing more', async () => {
  const transactions = await Promise.all([0, 1, 2].map((nonce) => send({ from: 0, nonce, to: counter })))
  let asked = 0
  const built = await buildBlock(await createTestMachine(), plan, transactions, () => ++asked > 1)
  expect(built.transactions).toEqual(transactions.slice(0, 1))
  expect(built.refused).toEqual([])
})

test('blocks follow each other on one machine', async () => {
  const machine = await createTestMachine()
  const first = await buildBlock(machine, plan, [await send({ from: 0, nonce: 0, to: counter })])
  const second = await buildBlock(machine, planOn(first.header), [await send({ from: 0, nonce: 1, to: counter })])
  expect(second.receipts[0]!.logs[0]!.data).toBe(`0x${'2'.padStart(64, '0')}`)
  expect(second.diff.nodes.has(`S${addressKey(counter)}`)).toBe(true)
})
