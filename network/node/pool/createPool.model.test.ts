import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Hex } from '../../../lib/bytes/hex.ts'
import type { PooledTransaction } from '../Pool.ts'
import { addressOf, createTestPool, type TestTransaction } from './testPool.ts'

/*
 * The pool against a naive model: a flat list of transactions, searched from start to end. Whatever happens in whatever
 * order, both must agree on what is inside, what is executable, and what a producer gets.
 */
const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const limits = {
  pendingPerSender: 3,
  queuedPerSender: 2,
  count: 9,
  replaceAfterMs: 100,
  lifetimeMs: 1_000,
  takenMs: 300,
}
const senders = [1, 2, 3, 4]

type Item = { transaction: PooledTransaction; takenAt?: number | undefined }
type Real = ReturnType<typeof createTestPool>
type Model = { items: Item[]; left: Set<Hex> }
type Command = fc.AsyncCommand<Model, Real>

const nonceOf = (real: Real, sender: number) => real.accounts.get(addressOf(sender))?.nonce ?? 0
const itemsOf = (model: Model, sender: number) =>
  model.items.filter((item) => item.transaction.sender === addressOf(sender))

function runOf(model: Model, real: Real, sender: number): Item[] {
  const run: Item[] = []
  for (let nonce = nonceOf(real, sender); ; nonce++) {
    const item = itemsOf(model, sender).find((each) => each.transaction.nonce === nonce)
    if (!item) return run
    run.push(item)
  }
}

/** Says in the model's own words whether a transaction must be refused; undefined leaves it to the bounds. */
function expectedRefusal(
  model: Model,
  real: Real,
  next: Required<Pick<TestTransaction, 'sender' | 'nonce' | 'maxFee'>>,
) {
  const nonce = nonceOf(real, next.sender)
  if (next.nonce < nonce) return 'Pool.NonceTooLowError'
  if (next.nonce >= nonce + 5) return 'Pool.NonceTooHighError'
  const existing = itemsOf(model, next.sender).find((item) => item.transaction.nonce === next.nonce)
  if (!existing) return undefined
  if (existing.takenAt !== undefined) return 'Pool.ReplacementTooLateError'
  const old = Number(existing.transaction.maxFeePerGas)
  const waited = real.now() - existing.transaction.receivedAt >= limits.replaceAfterMs
  const better = next.maxFee > old && next.maxFee >= old * 1.1
  return better || (waited && next.maxFee >= old) ? undefined : 'Pool.ReplacementUnderpricedError'
}

function sweep(model: Model, real: Real): void {
  const kept = model.items.filter(
    ({ transaction, takenAt }) => takenAt !== undefined || transaction.receivedAt + limits.lifetimeMs > real.now(),
  )
  for (const item of model.items) if (!kept.includes(item)) model.left.add(item.transaction.hash)
  model.items = kept
  for (const item of kept) {
    if (item.takenAt !== undefined && item.takenAt + limits.takenMs <= real.now()) item.takenAt = undefined
  }
}

function check(model: Model, real: Real): void {
  const { pool } = real
  const pending = [...pool.pending().values()].flat()
  const queued = [...pool.queued().values()].flat()
  const hashes = [...pending, ...queued].map((transaction) => transaction.hash)
  expect(new Set(hashes).size).toBe(hashes.length)
  expect(hashes.toSorted()).toEqual(model.items.map((item) => item.transaction.hash).toSorted())
  expect(hashes.length).toBeLessThanOrEqual(limits.count)
  expect(pool.size()).toEqual({ pending: pending.length, queued: queued.length })
  for (const hash of model.left) expect(pool.get(hash)).toBeUndefined()
  for (const sender of senders) {
    const run = runOf(model, real, sender)
    const expected = run.slice(0, limits.pendingPerSender).map((item) => item.transaction)
    expect(pool.pending().get(addressOf(sender)) ?? []).toEqual(expected)
    expect(pool.nextNonce(addressOf(sender))).toBe(nonceOf(real, sender) + run.length)
    expect(itemsOf(model, sender).length - expected.length).toBeLessThanOrEqual(limits.queuedPerSender)
  }
}

/** The bounds evict as the pool sees fit; the model only asks that the victim says so and had more than the newcomer. */
function syncEvictions(model: Model, real: Real): void {
  for (const item of model.items.filter((each) => !real.pool.get(each.transaction.hash))) {
    expect(real.pool.dropped(item.transaction.hash)?.name).toBe('Pool.EvictedError')
    expect(item.takenAt).toBeUndefined()
    model.items.splice(model.items.indexOf(item), 1)
    model.left.add(item.transaction.hash)
  }
}

const submit = fc
  .record({
    sender: fc.constantFrom(...senders),
    ahead: fc.integer({ min: -1, max: 5 }),
    maxFee: fc.constantFrom(0, 10, 11, 20),
    value: fc.bigInt({ min: 0n, max: 2n }),
  })
  .map(
    ({ sender, ahead, maxFee, value }): Command => ({
      check: () => true,
      toString: () => `submit(${sender}, +${ahead}, fee ${maxFee}, value ${value})`,
      async run(model, real) {
        const nonce = Math.max(0, nonceOf(real, sender) + ahead)
        sweep(model, real)
        const before = real.pool.size()
        const refusal = expectedRefusal(model, real, { sender, nonce, maxFee })
        const [result] = await Promise.allSettled([real.submit({ sender, nonce, maxFee, value })])
        if (result.status === 'rejected') {
          const { name } = result.reason as Error
          if (name === 'Pool.AlreadyKnownError') {
            expect(itemsOf(model, sender).some((item) => item.transaction.nonce === nonce)).toBe(true)
          } else if (refusal) expect(name).toBe(refusal)
          else if (name === 'Pool.PoolFullError') expect(before.pending + before.queued).toBe(limits.count)
          else {
            expect(name).toBe('Pool.QueueFullError')
            expect(nonce).toBeGreaterThan(nonceOf(real, sender) + runOf(model, real, sender).length)
          }
        } else {
          expect(refusal).toBeUndefined()
          const replaced = itemsOf(model, sender).find((item) => item.transaction.nonce === nonce)
          if (replaced) {
            model.items.splice(model.items.indexOf(replaced), 1)
            model.left.add(replaced.transaction.hash)
          }
          model.left.delete(result.value.hash)
          model.items.push({ transaction: result.value })
        }
        syncEvictions(model, real)
        check(model, real)
      },
    }),
  )

const take = fc.integer({ min: 0, max: 6 }).map(
  (count): Command => ({
    check: () => true,
    toString: () => `take(${count})`,
    async run(model, real) {
      sweep(model, real)
      const transactions = real.pool.take({ gas: 10n ** 9n, count })
      // What ran out behind a gap may leave a sender more that waits than it may have.
      syncEvictions(model, real)
      const idle = senders.flatMap((sender) =>
        runOf(model, real, sender)
          .slice(0, limits.pendingPerSender)
          .filter((item) => item.takenAt === undefined),
      )
      expect(transactions.length).toBe(Math.min(count, idle.length))
      for (const sender of senders) {
        const mine = transactions.filter((transaction) => transaction.sender === addressOf(sender))
        const due = idle.filter((item) => item.transaction.sender === addressOf(sender)).slice(0, mine.length)
        expect(mine).toEqual(due.map((item) => item.transaction))
        for (const item of due) item.takenAt = real.now()
      }
      check(model, real)
    },
  }),
)

const block = fc.record({ keep: fc.nat(6), reject: fc.boolean() }).map(
  ({ keep, reject }): Command => ({
    check: (model) => model.items.some((item) => item.takenAt !== undefined),
    toString: () => `block(first ${keep} of each taken${reject ? ', one rejected' : ''})`,
    async run(model, real) {
      const included: Item[] = []
      for (const sender of senders) {
        const run = runOf(model, real, sender)
        const first = run.findIndex((item) => item.takenAt === undefined)
        included.push(...(first < 0 ? run : run.slice(0, first)).slice(0, keep))
      }
      const rest = model.items.filter((item) => item.takenAt !== undefined && !included.includes(item))
      const rejected = reject ? rest.slice(0, 1) : []
      real.mine(
        included.map((item) => item.transaction),
        {
          rejected: rejected.map((item) => item.transaction.hash),
          returned: rest.slice(rejected.length).map((item) => item.transaction.hash),
        },
      )
      for (const item of rest) item.takenAt = undefined
      for (const item of [...included, ...rejected]) model.left.add(item.transaction.hash)
      model.items = model.items.filter((item) => !included.includes(item) && !rejected.includes(item))
      sweep(model, real)
      syncEvictions(model, real)
      check(model, real)
    },
  }),
)

const pass = fc.constantFrom(1, 50, 100, 300, 700).map(
  (ms): Command => ({
    check: () => true,
    toString: () => `pass(${ms} ms)`,
    async run(_model, real) {
      real.pass(ms)
    },
  }),
)

test('the pool agrees with a naive model whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands([submit, submit, submit, take, block, pass], { maxCommands: 60 }),
      async (commands) => {
        const setup = () => ({ model: { items: [], left: new Set<Hex>() } as Model, real: createTestPool({ limits }) })
        await fc.asyncModelRun(setup, commands)
      },
    ),
    { numRuns },
  )
})
