import { expect, test } from 'vitest'
import type { PooledTransaction } from '../Pool.ts'
import { addressOf, createTestPool, encodeTest, type TestTransaction } from './testPool.ts'

const all = { gas: 10n ** 12n, count: 10_000 }
const numbers = (transactions: readonly PooledTransaction[]) =>
  transactions.map(({ sender, nonce }) => `${Number(sender)}:${nonce}`)

async function submitAll(pool: ReturnType<typeof createTestPool>, transactions: TestTransaction[]) {
  return Promise.all(transactions.map(pool.submit))
}

test('a nonce below the account is refused with the next one, in words that a wallet user understands', async () => {
  const { submit, accounts } = createTestPool()
  accounts.set(addressOf(1), { nonce: 7, balance: 0n })
  await expect(submit({ sender: 1, nonce: 5 })).rejects.toMatchObject({
    name: 'Pool.NonceTooLowError',
    message:
      'nonce too low: next nonce is 7, found 5. ' +
      'This transaction number was already used; wallets fix this by resetting the account activity.',
  })
})

test('a nonce too far ahead, and one too many behind a gap, are refused', async () => {
  const { submit } = createTestPool({ limits: { pendingPerSender: 2, queuedPerSender: 2 } })
  await expect(submit({ sender: 1, nonce: 4 })).rejects.toThrow('nonce too high: next nonce is 0, found 4')
  await submit({ sender: 1, nonce: 2 })
  await submit({ sender: 1, nonce: 3 })
  await expect(submit({ sender: 1, nonce: 1 })).rejects.toMatchObject({ name: 'Pool.QueueFullError' })
  await submit({ sender: 1, nonce: 0 })
})

test('the same transaction twice is already known, even while the first is being looked at', async () => {
  const { submit, pool } = createTestPool()
  const twice = await Promise.allSettled([submit({ sender: 1, nonce: 0 }), submit({ sender: 1, nonce: 0 })])
  expect(twice.map((each) => each.status)).toEqual(['fulfilled', 'rejected'])
  await expect(submit({ sender: 1, nonce: 0 })).rejects.toMatchObject({ name: 'Pool.AlreadyKnownError' })
  expect(pool.size()).toEqual({ pending: 1, queued: 0 })
})

test('the second sending of a transaction that is refused gets the reason, not "already known"', async () => {
  const { submit } = createTestPool()
  const poor = { sender: 1, nonce: 0, value: 10n ** 19n }
  const twice = await Promise.allSettled([submit(poor), submit(poor)])
  for (const each of twice) expect(each).toMatchObject({ reason: { name: 'Pool.InsufficientFundsError' } })
})

test('what waits already counts against the balance', async () => {
  const { submit, accounts } = createTestPool()
  accounts.set(addressOf(1), { nonce: 0, balance: 100n })
  await submit({ sender: 1, nonce: 0, value: 60n })
  await expect(submit({ sender: 1, nonce: 1, value: 41n })).rejects.toThrow(
    'insufficient funds for gas * price + value: have 100 want 41 besides 60 of transactions that wait',
  )
  await submit({ sender: 1, nonce: 1, value: 40n })
  await expect(submit({ sender: 2, nonce: 0, maxFee: 10 ** 15 })).rejects.toThrow(/^insufficient funds/)
})

test('rules that need no account: intrinsic gas, block gas limit, init code, size, fees', async () => {
  const { submit, pool } = createTestPool({ limits: { blockGas: 1_000_000n, transactionBytes: 60_000 } })
  const tx = { sender: 1, nonce: 0 }
  await expect(submit({ ...tx, gas: 20_999 })).rejects.toThrow(
    /^intrinsic gas too low: gas 20999, minimum needed 21000/,
  )
  await expect(submit({ ...tx, gas: 21_019, data: Uint8Array.of(0, 1) })).rejects.toThrow(/minimum needed 21020/)
  await expect(submit({ ...tx, gas: 1_000_001 })).rejects.toThrow(/^exceeds block gas limit: a block holds 1000000/)
  await expect(submit({ ...tx, data: new Uint8Array(60_000) })).rejects.toThrow(/^oversized data: .* 60000 bytes/)
  await expect(submit({ ...tx, maxFee: 1, tip: 2 })).rejects.toThrow(/^max priority fee per gas higher than max fee/)
  expect(pool.size()).toEqual({ pending: 0, queued: 0 })
})

test('a replacement that pays a tenth more is taken, the old one is gone and says why', async () => {
  const { submit, pool } = createTestPool()
  const old = await submit({ sender: 1, nonce: 0, maxFee: 100 })
  await expect(submit({ sender: 1, nonce: 0, maxFee: 109 })).rejects.toMatchObject({
    name: 'Pool.ReplacementUnderpricedError',
    message: expect.stringMatching(/^replacement transaction underpriced/),
  })
  const next = await submit({ sender: 1, nonce: 0, maxFee: 110 })
  expect(pool.get(old.hash)).toBeUndefined()
  expect(pool.dropped(old.hash)).toMatchObject({
    name: 'Pool.ReplacedError',
    message: expect.stringContaining(next.hash),
  })
  expect(pool.take(all)).toEqual([next])
})

test('a replacement that raises only the cap but not what it pays is no better than a free one', async () => {
  const { submit } = createTestPool()
  await submit({ sender: 1, nonce: 0, maxFee: 100, tip: 0 })
  await expect(submit({ sender: 1, nonce: 0, maxFee: 200, tip: 0 })).rejects.toThrow(/send again in 10 s/)
})

test('where nobody pays, a transaction can be replaced once in ten seconds', async () => {
  const { submit, pool, pass } = createTestPool()
  const versions = [1n, 2n, 3n].map((value) => ({ sender: 1, nonce: 0, value }))
  await submit(versions[0]!)
  pass(9_999)
  await expect(submit(versions[1]!)).rejects.toThrow(/Pay 10 % more, or send again in 1 s/)
  pass(1)
  const second = await submit(versions[1]!)
  await expect(submit(versions[2]!)).rejects.toThrow(/send again in 10 s/)
  expect(pool.take(all)).toEqual([second])
})

test('a transaction that pays can never be replaced by one that pays less', async () => {
  const { submit, pass } = createTestPool()
  await submit({ sender: 1, nonce: 0, maxFee: 100 })
  pass(60_000)
  await expect(submit({ sender: 1, nonce: 0, maxFee: 99 })).rejects.toThrow(/Pay at least as much/)
})

test('a transaction that a producer took can no longer be replaced', async () => {
  const { submit, pool } = createTestPool()
  await submit({ sender: 1, nonce: 0 })
  pool.take(all)
  await expect(submit({ sender: 1, nonce: 0, maxFee: 5 })).rejects.toMatchObject({
    name: 'Pool.ReplacementTooLateError',
  })
})

test('taking serves senders in turn, each in the order of its numbers, and never the same twice', async () => {
  const test = createTestPool()
  await submitAll(test, [
    { sender: 1, nonce: 0 },
    { sender: 1, nonce: 1 },
    { sender: 1, nonce: 2 },
    { sender: 2, nonce: 1 },
    { sender: 2, nonce: 0 },
    { sender: 3, nonce: 0 },
  ])
  expect(numbers(test.pool.take({ ...all, count: 4 }))).toEqual(['1:0', '2:0', '3:0', '1:1'])
  expect(numbers(test.pool.take(all))).toEqual(['2:1', '1:2'])
  expect(test.pool.take(all)).toEqual([])
})

test('a sender that was served waits behind one that was not', async () => {
  const test = createTestPool()
  await submitAll(
    test,
    [1, 2, 3].flatMap((sender) => [0, 1].map((nonce) => ({ sender, nonce }))),
  )
  expect(numbers(test.pool.take({ ...all, count: 2 }))).toEqual(['1:0', '2:0'])
  expect(numbers(test.pool.take({ ...all, count: 2 }))).toEqual(['3:0', '1:1'])
})

test('taking keeps to the gas, and passes over a sender whose next one does not fit', async () => {
  const test = createTestPool()
  await submitAll(test, [
    { sender: 1, nonce: 0, gas: 90_000 },
    { sender: 1, nonce: 1 },
    { sender: 2, nonce: 0, gas: 30_000 },
  ])
  expect(numbers(test.pool.take({ gas: 80_000n, count: 10 }))).toEqual(['2:0'])
  expect(numbers(test.pool.take({ gas: 120_000n, count: 10 }))).toEqual(['1:0', '1:1'])
})

test('the gas of all that is taken together fits the block', async () => {
  const test = createTestPool()
  await submitAll(
    test,
    [1, 2, 3].map((sender) => ({ sender, nonce: 0, gas: 30_000 })),
  )
  expect(numbers(test.pool.take({ gas: 89_999n, count: 10 }))).toEqual(['1:0', '2:0'])
  expect(numbers(test.pool.take({ gas: 30_000n, count: 10 }))).toEqual(['3:0'])
})

test('behind a gap nothing is taken until the gap is filled; listeners hear of it then, in order', async () => {
  const { submit, pool } = createTestPool()
  const heard: string[] = []
  const stop = pool.subscribe((transaction) => heard.push(...numbers([transaction])))
  await submit({ sender: 1, nonce: 1 })
  expect(pool.take(all)).toEqual([])
  expect(pool.size()).toEqual({ pending: 0, queued: 1 })
  expect(pool.nextNonce(addressOf(1))).toBe(0)
  await submit({ sender: 1, nonce: 0 })
  expect(heard).toEqual(['1:0', '1:1'])
  expect(pool.nextNonce(addressOf(1))).toBe(2)
  stop()
  await submit({ sender: 1, nonce: 2 })
  expect(heard).toHaveLength(2)
  expect(numbers(pool.take(all))).toEqual(['1:0', '1:1', '1:2'])
})

test('a block removes what it holds; the rest moves up; what had no room is offered again', async () => {
  const test = createTestPool()
  const [first, second, third] = await submitAll(
    test,
    [0, 1, 2].map((nonce) => ({ sender: 1, nonce })),
  )
  test.pool.take({ ...all, count: 2 })
  test.mine([first!], { returned: [second!.hash] })
  expect(test.pool.get(first!.hash)).toBeUndefined()
  expect(test.pool.dropped(first!.hash)).toBeUndefined()
  expect(test.pool.take(all)).toEqual([second, third])
})

test('whoever was taken and found no room comes before whoever was served, and before whoever came since', async () => {
  const test = createTestPool()
  const [first] = await submitAll(test, [
    { sender: 1, nonce: 0 },
    { sender: 2, nonce: 0 },
    { sender: 1, nonce: 1 },
  ])
  const taken = test.pool.take(all)
  await test.submit({ sender: 3, nonce: 0 })
  test.mine([first!], { returned: taken.slice(1).map(({ hash }) => hash) })
  expect(numbers(test.pool.take(all))).toEqual(['2:0', '3:0', '1:1'])
})

test('one that the producer could not execute is dropped with its reason, and those behind it wait', async () => {
  const test = createTestPool()
  const [first] = await submitAll(
    test,
    [0, 1].map((nonce) => ({ sender: 1, nonce })),
  )
  test.pool.take({ ...all, count: 1 })
  test.mine([], { rejected: [first!.hash] })
  expect(test.pool.dropped(first!.hash)).toMatchObject({ name: 'Pool.RejectedError', message: /it failed/ })
  expect(test.pool.size()).toEqual({ pending: 0, queued: 1 })
  expect(test.pool.take(all)).toEqual([])
})

test('a block with another transaction of the same number drops ours', async () => {
  const test = createTestPool()
  const ours = await test.submit({ sender: 1, nonce: 0 })
  test.accounts.set(ours.sender, { nonce: 1, balance: 1n })
  test.pool.onBlock({ included: [{ hash: '0x01', sender: ours.sender }] })
  expect(test.pool.dropped(ours.hash)).toMatchObject({ name: 'Pool.NonceUsedError' })
})

test('what the balance cannot pay any more is dropped with the amounts', async () => {
  const test = createTestPool()
  const [first, second] = await submitAll(test, [
    { sender: 1, nonce: 0, value: 1n },
    { sender: 1, nonce: 1, value: 5n * 10n ** 17n },
  ])
  test.pool.take({ ...all, count: 1 })
  test.accounts.set(first!.sender, { nonce: 0, balance: 10n })
  test.mine([first!])
  expect(test.pool.dropped(second!.hash)?.message).toMatch(/insufficient funds .* have 10 want 5000/)
  expect(test.pool.size()).toEqual({ pending: 0, queued: 0 })
})

test('what waits too long expires, and its reason is remembered for a while', async () => {
  const { submit, pool, pass, limits } = createTestPool()
  const old = await submit({ sender: 1, nonce: 1 })
  pass(limits.lifetimeMs - 1)
  const young = await submit({ sender: 2, nonce: 0 })
  expect(pool.get(old.hash)).toBe(old)
  pass(1)
  expect(pool.take(all)).toEqual([young])
  expect(pool.get(old.hash)).toBeUndefined()
  expect(pool.dropped(old.hash)).toMatchObject({ name: 'Pool.ExpiredError' })
  pass(600_000)
  expect(pool.dropped(old.hash)).toBeUndefined()
})

test('what a producer took and never reported is offered again', async () => {
  const { submit, pool, pass, limits } = createTestPool()
  const transaction = await submit({ sender: 1, nonce: 0 })
  pool.take(all)
  pass(limits.takenMs - 1)
  expect(pool.take(all)).toEqual([])
  pass(1)
  expect(pool.take(all)).toEqual([transaction])
})

test('a full pool makes room at the cost of whoever has most in it, and never for that one', async () => {
  const test = createTestPool({ limits: { count: 5 } })
  const flood = await submitAll(
    test,
    [0, 1, 2, 3].map((nonce) => ({ sender: 1, nonce })),
  )
  await test.submit({ sender: 2, nonce: 0 })
  await expect(test.submit({ sender: 1, nonce: 4 })).rejects.toThrow(/^txpool is full/)
  await test.submit({ sender: 3, nonce: 0 })
  expect(test.pool.dropped(flood[3]!.hash)).toMatchObject({ name: 'Pool.EvictedError' })
  await test.submit({ sender: 2, nonce: 1 })
  await expect(test.submit({ sender: 2, nonce: 2 })).rejects.toThrow(/^txpool is full/)
  expect(test.pool.size()).toEqual({ pending: 5, queued: 0 })
})

test('the bytes of the pool are bounded the same way', async () => {
  const test = createTestPool({ limits: { bytes: 4_000 } })
  const data = new Uint8Array(1_500)
  const big = { sender: 1, gas: 100_000, data }
  await test.submit({ ...big, nonce: 0 })
  const second = await test.submit({ ...big, nonce: 1 })
  await expect(test.submit({ ...big, nonce: 2 })).rejects.toThrow(/^txpool is full/)
  await test.submit({ sender: 2, nonce: 0, gas: 100_000, data })
  expect(test.pool.dropped(second.hash)).toMatchObject({ name: 'Pool.EvictedError' })
})

test('gas that was not used, or never ran, returns to the budget', async () => {
  const test = createTestPool({ budget: { capacity: 100_000n, refillPerSecond: 0n } })
  const first = await test.submit({ sender: 1, nonce: 0, gas: 100_000 })
  await expect(test.submit({ sender: 1, nonce: 1, gas: 60_000 })).rejects.toThrow(/^gas budget exceeded/)
  test.pool.take(all)
  test.accounts.set(first.sender, { nonce: 1, balance: 1n })
  test.pool.onBlock({ included: [{ hash: first.hash, sender: first.sender, gasUsed: 40_000n }] })
  await test.submit({ sender: 1, nonce: 1, gas: 60_000 })
  await expect(test.submit({ sender: 1, nonce: 2 })).rejects.toThrow(/^gas budget exceeded/)
  test.pass(3_600_000)
  await test.submit({ sender: 1, nonce: 1, gas: 60_000 })
})

test('a submission that lost its place while the budget was read gets its gas back', async () => {
  const { promise: days, resolve } = Promise.withResolvers<bigint>()
  const coinDayBudget = { capacity: 0n, capacityPerCoinDay: 1n, coinDayUnit: 1n, refillPerSecond: 0n }
  const test = createTestPool({ budget: { ...coinDayBudget, coinDays: () => days } })
  const slow = test.submit({ sender: 1, nonce: 0 })
  const lost = expect(slow).rejects.toMatchObject({ name: 'Pool.NonceTooLowError' })
  await Promise.resolve()
  await Promise.resolve()
  test.accounts.set(addressOf(1), { nonce: 1, balance: 1n })
  resolve(21_000n)
  await lost
  await test.submit({ sender: 1, nonce: 1 })
})

test('bytes that are no transaction do not get in', async () => {
  const { pool } = createTestPool()
  await expect(pool.submit(Uint8Array.of(2, 0xc0))).rejects.toMatchObject({ name: 'Pool.InvalidTransactionError' })
  await expect(pool.submit(encodeTest({ sender: 1, nonce: 0 }).slice(0, -1))).rejects.toThrow(/^invalid transaction/)
})
