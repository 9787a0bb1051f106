import { expect, test } from 'vitest'
import type { Address } from '../../../lib/bytes/hex.ts'
import { createGasBudget, defaultGasBudget, type GasBudgetOptions } from './createGasBudget.ts'

const alice = `0x${'0a'.repeat(20)}` as Address
const bob = `0x${'0b'.repeat(20)}` as Address

function setUp(options: Partial<GasBudgetOptions> = {}) {
  let time = 1_000_000
  const budget = createGasBudget({
    ...defaultGasBudget,
    capacity: 1_000n,
    refillPerSecond: 100n,
    capacityPerCoinDay: 10n,
    refillPerCoinDay: 1n,
    coinDayUnit: 1n,
    ...options,
    now: () => time,
  })
  return { budget, pass: (ms: number) => (time += ms) }
}

test('an account spends its capacity, is told when there is more, and gets it then', async () => {
  const { budget, pass } = setUp()
  expect(await budget.charge(alice, 1_000n)).toBe(alice)
  await expect(budget.charge(alice, 250n)).rejects.toMatchObject({
    name: 'Pool.BudgetExceededError',
    retryAfterSeconds: 3,
    message: expect.stringContaining(
      '0 of 1000 gas left, found a gas limit of 250. There is budget for it in 3 seconds',
    ),
  })
  pass(2_400)
  await expect(budget.charge(alice, 250n)).rejects.toThrow('in 1 second;')
  pass(100)
  expect(await budget.charge(alice, 250n)).toBe(alice)
})

test('what is left is told without taking from it or keeping who was asked about, and the sponsor is told first', async () => {
  const { budget, pass } = setUp({
    sponsors: new Map([[bob, alice]]),
    coinDays: (account) => (account === alice ? 10n : 0n),
  })
  const full = { left: 1_100n, capacity: 1_100n, refillPerSecond: 110n }
  expect(await budget.read(alice)).toEqual({ own: full })
  expect(budget.size()).toBe(0)
  await budget.charge(bob, 1_000n)
  const own = { left: 1_000n, capacity: 1_000n, refillPerSecond: 100n }
  expect(await budget.read(bob)).toEqual({ own, sponsor: { address: alice, ...full, left: 100n } })
  pass(1_000)
  expect((await budget.read(alice)).own.left).toBe(210n)
})

test('one account does not use up the budget of another', async () => {
  const { budget } = setUp()
  await budget.charge(alice, 1_000n)
  expect(await budget.charge(bob, 1_000n)).toBe(bob)
})

test('a transaction larger than the whole budget is told so', async () => {
  const { budget } = setUp()
  await expect(budget.charge(alice, 1_001n)).rejects.toMatchObject({
    retryAfterSeconds: undefined,
    message: expect.stringContaining('larger than the whole budget'),
  })
})

test('a refund makes room at once and never more than was there', async () => {
  const { budget } = setUp()
  await budget.charge(alice, 1_000n)
  budget.refund(alice, 5_000n)
  expect(await budget.charge(alice, 1_000n)).toBe(alice)
  await expect(budget.charge(alice, 1n)).rejects.toThrow('gas budget exceeded')
})

test('coin-days widen the bucket and speed up the refill, and are read only when needed and then remembered', async () => {
  let reads = 0
  const coinDays = async () => BigInt(++reads * 100)
  const { budget, pass } = setUp({ coinDays, coinDaysTtlMs: 60_000 })
  await budget.charge(alice, 1_000n)
  expect(reads).toBe(0)
  await budget.charge(alice, 1_000n)
  await expect(budget.charge(alice, 100n)).rejects.toMatchObject({ retryAfterSeconds: 1 })
  expect(reads).toBe(1)
  pass(1_000)
  await budget.charge(alice, 200n)
  pass(60_000)
  await expect(budget.charge(alice, 3_001n)).rejects.toThrow('of 3000 gas left')
  expect(reads).toBe(2)
})

test('charges that come while coin-days are read wait for the answer, and one read serves them all', async () => {
  const { promise, resolve } = Promise.withResolvers<bigint>()
  let reads = 0
  const coinDays = () => {
    reads++
    return promise
  }
  const { budget } = setUp({ coinDays })
  const charges = Promise.allSettled(Array.from({ length: 6 }, () => budget.charge(alice, 400n)))
  resolve(100n)
  const outcomes = await charges
  expect(outcomes.map(({ status }) => status)).toEqual([...Array(5).fill('fulfilled'), 'rejected'])
  expect(reads).toBe(1)
})

test('coin-days that fail or never answer leave the base budget', async () => {
  const failing = setUp({ coinDays: () => Promise.reject(new Error('no state')) })
  await expect(failing.budget.charge(alice, 1_001n)).rejects.toThrow('of 1000 gas left')
  const hanging = setUp({ coinDays: () => new Promise(() => {}), coinDaysTimeoutMs: 1 })
  await expect(hanging.budget.charge(alice, 1_001n)).rejects.toThrow('of 1000 gas left')
})

test('a sponsor pays first; when the sponsor is short, the sender pays', async () => {
  const { budget } = setUp({ sponsors: new Map([[alice, bob]]) })
  expect(await budget.charge(alice, 800n)).toBe(bob)
  expect(await budget.charge(alice, 800n)).toBe(alice)
  await expect(budget.charge(alice, 800n)).rejects.toThrow('200 of 1000 gas left')
  expect(await budget.charge(bob, 200n)).toBe(bob)
})

test('accounts without debt are forgotten', async () => {
  const { budget, pass } = setUp()
  await budget.charge(alice, 100n)
  await budget.charge(bob, 1_000n)
  pass(1_000)
  budget.prune()
  expect(budget.size()).toBe(1)
  pass(9_000)
  budget.prune()
  expect(budget.size()).toBe(0)
})
