import { afterEach, expect, test, vi } from 'vitest'
import type { AccountReader } from './createAccountReader.ts'
import type { TransactionPool } from './pool/createPool.ts'
import type { Turn } from './producer/createProducer.ts'
import { runProducerLoop } from './runProducerLoop.ts'
import type { Store } from './store/openStore.ts'

afterEach(() => void vi.useRealTimers())

const start = Date.UTC(2026, 0, 1)
const timing = { runMs: 1, hashMs: 1, sealMs: 1, writeMs: 1, settleMs: 0 }

/** A loop over a producer that always makes a block; tells when. Without work unless something is pending. */
function startTestLoop({
  pending = 0,
  take = (_: { gas: bigint }): unknown[] => [],
  turnMs = [] as number[],
  included = [] as unknown[][],
} = {}) {
  let blocks = 0
  const startedAt: number[] = []
  const parts = {
    store: { head: () => blocks, header: () => ({ gasLimit: 100_000n }), refresh() {} } as unknown as Store,
    pool: { size: () => ({ pending, queued: 0 }), take, onBlock() {} } as unknown as TransactionPool,
    accounts: { follow() {} } as unknown as AccountReader,
    producer: {
      turn: async () => {
        startedAt.push(Date.now() - start)
        const lasts = turnMs.shift()
        if (lasts) await new Promise((resolve) => setTimeout(resolve, lasts))
        const header = { number: ++blocks }
        const outcome = { included: included.shift() ?? [], accounts: [], refused: [] }
        return { kind: 'block', header, hash: '0x', ...outcome, timing } as unknown as Turn
      },
      stop: async () => {},
    },
  }
  const loop = runProducerLoop({
    ...parts,
    stopped: new Set(),
    aheadMs: () => 0,
    slotMs: 500,
    heartbeatMs: 3_000,
    maxTransactions: 10,
    onTurn() {},
    onFault(error) {
      throw error
    },
  })
  return { loop, blocks: () => blocks, startedAt }
}

test('an idle chain makes a block at once and then one each heartbeat, also after the clock was set back', async () => {
  vi.useFakeTimers({ now: start })
  const { loop, blocks } = startTestLoop()
  await vi.advanceTimersByTimeAsync(500)
  expect(blocks()).toBe(1)
  await vi.advanceTimersByTimeAsync(6_000)
  expect(blocks()).toBe(3)
  vi.setSystemTime(Date.UTC(2025, 0, 1))
  await vi.advanceTimersByTimeAsync(6_000)
  expect(blocks()).toBe(5)
  await loop.stop()
})

test('a block is offered more than fits by what transactions allow for, because most use less', async () => {
  vi.useFakeTimers({ now: start })
  const take = vi.fn((_: { gas: bigint }): unknown[] => [])
  const { loop } = startTestLoop({ pending: 1, take })
  await vi.advanceTimersByTimeAsync(500)
  expect(take).toHaveBeenCalledWith({ gas: 300_000n, count: 10 })
  await loop.stop()
})

test('a block is offered little more than the last one had room for, and all there may be once nothing was left over', async () => {
  vi.useFakeTimers({ now: start })
  const waiting = Array.from({ length: 4 }, (_, index) => ({ hash: `0x${index}`, gasLimit: 60_000n }))
  const take = vi.fn((_: { gas: bigint }): unknown[] => waiting)
  const included = [
    [0, 1].map((index) => ({ hash: `0x${index}`, gasUsed: 40_000n })),
    [0, 1, 2, 3].map((index) => ({ hash: `0x${index}`, gasUsed: 50_000n })),
    [0].map((index) => ({ hash: `0x${index}`, gasUsed: 1_000n })),
    [],
  ]
  const { loop } = startTestLoop({ pending: 1, take, included })
  await vi.advanceTimersByTimeAsync(2_500)
  expect(take.mock.calls.map(([{ gas }]) => gas)).toEqual([300_000n, 187_500n, 300_000n, 300_000n, 300_000n])
  await loop.stop()
})

test('a block that overruns its slot has the next begin late, and the ones after begin in time', async () => {
  vi.useFakeTimers({ now: start })
  const { loop, startedAt } = startTestLoop({ pending: 1, turnMs: [0, 520, 530, 100, 1_700, 100, 100] })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(startedAt.slice(0, 9)).toEqual([500, 1_000, 1_520, 2_050, 2_500, 4_200, 4_500, 5_000])
  await loop.stop()
})
