import { createClient, custom } from 'viem'
import { expect, test } from 'vitest'
import { judgeFreeGas } from './judgeFreeGas.ts'
import { readFreeGas } from './readFreeGas.ts'

const level = { left: 1_000n, capacity: 1_000n, refillPerSecond: 100n }
const sponsor = { address: `0x${'0a'.repeat(20)}` as const, ...level }
const account = `0x${'0b'.repeat(20)}` as const

test('a small transaction takes a part and leaves the rest', () => {
  expect(judgeFreeGas({ own: level }, 50n)).toEqual({ kind: 'enough', share: 0.05, left: 0.95 })
})

test('the one after which there is none left for another says how long to wait for that', () => {
  const own = { ...level, left: 700n }
  expect(judgeFreeGas({ own }, 350n)).toEqual({ kind: 'enough', share: 0.35, left: 0.35 })
  expect(judgeFreeGas({ own }, 400n)).toEqual({ kind: 'last', share: 0.4, left: 0.3, seconds: 1 })
  expect(judgeFreeGas({ own: { ...own, capacity: 600n } }, 400n)).toMatchObject({ kind: 'last' })
})

test('without enough it is said how long to wait, or that waiting does not help', () => {
  const own = { ...level, left: 0n }
  expect(judgeFreeGas({ own }, 250n)).toEqual({ kind: 'wait', seconds: 3 })
  expect(judgeFreeGas({ own }, 1_001n)).toEqual({ kind: 'tooLarge' })
  expect(judgeFreeGas({ own: { ...own, refillPerSecond: 0n } }, 1n)).toEqual({ kind: 'tooLarge' })
})

test('a sponsor pays as long as it can, then the account itself', () => {
  expect(judgeFreeGas({ own: { ...level, left: 0n }, sponsor }, 100n)).toMatchObject({ sponsor: sponsor.address })
  const spent = { ...sponsor, left: 99n }
  expect(judgeFreeGas({ own: level, sponsor: spent }, 100n)).toEqual({ kind: 'enough', share: 0.1, left: 0.9 })
  expect(judgeFreeGas({ own: { ...level, left: 0n }, sponsor: spent }, 100n)).toEqual({ kind: 'wait', seconds: 1 })
})

const clientOf = (answer: () => unknown) =>
  createClient({ transport: custom({ request: async () => answer() }, { retryCount: 0 }) })

test('what the node says is read; a node without budgets says nothing, and nonsense is refused', async () => {
  const said = { left: '0x3e8', capacity: '0x3e8', refillPerSecond: '0x64' }
  expect(
    await readFreeGas(
      clientOf(() => said),
      account,
    ),
  ).toEqual({ own: level })
  const both = { ...said, sponsor: { address: sponsor.address, ...said } }
  expect(
    (
      await readFreeGas(
        clientOf(() => both),
        account,
      )
    )?.sponsor?.left,
  ).toBe(1_000n)
  const unknown = () => {
    throw Object.assign(new Error('no such method'), { code: -32601 })
  }
  expect(await readFreeGas(clientOf(unknown), account)).toBeNull()
  await expect(
    readFreeGas(
      clientOf(() => ({ ...said, left: 'much' })),
      account,
    ),
  ).rejects.toMatchObject({
    name: 'Wallet.InvalidBudgetError',
  })
})
