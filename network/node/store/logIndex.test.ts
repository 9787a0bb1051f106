import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Address, Hex } from '../../../lib/bytes/hex.ts'
import { loadKeccak } from '../../../lib/bytes/keccak256.ts'
import { logsBloom } from '../../../lib/chain/logsBloom.ts'
import type { Log, Receipt } from '../../../lib/chain/Receipt.ts'
import type { LogFilter } from '../ChainReader.ts'
import { createTestBlock } from './testBlock.ts'
import { createTestStore, emptyDiff } from './testStore.ts'

const runs = Math.min(300, Math.ceil(Number(process.env.FC_NUM_RUNS ?? 100) / 2))
beforeAll(loadKeccak)

// Some end alike, as the index keeps the last 8 bytes only; some are alike as address and topic.
const addresses = ['11', '12', 'ff'].map((byte): Address => `0x${byte.repeat(12)}${'77'.repeat(8)}`)
const topics = ['00', '11', 'fe', 'ff'].map((byte): Hex => `0x${byte.repeat(32)}`)
const log = fc.record({
  address: fc.oneof(
    fc.constantFrom(...addresses),
    fc.constantFrom<Address>(`0x${'ee'.repeat(20)}`, `0x${'00'.repeat(20)}`),
  ),
  topics: fc.array(fc.constantFrom(...topics), { maxLength: 4 }),
  data: fc.constant('0x' as Hex),
})
const filter = fc.record({
  addresses: fc.array(fc.constantFrom<Address>(...addresses, `0x${'ee'.repeat(20)}`), { maxLength: 2 }),
  topics: fc.array(fc.array(fc.constantFrom(...topics), { maxLength: 2 }), { maxLength: 4 }),
})

test('no block with a matching log is left out, whatever the logs, the filter and the range', async () => {
  const blocks = fc.array(fc.array(log, { maxLength: 4 }), { minLength: 1, maxLength: 25 })
  const question = fc.record({ filter, from: fc.nat({ max: 26 }), to: fc.nat({ max: 26 }) })
  await fc.assert(
    fc.asyncProperty(blocks, fc.array(question, { minLength: 1, maxLength: 12 }), async (list, questions) => {
      const { store } = await createTestStore(0)
      for (const [index, logs] of list.entries()) {
        await store.append(createTestBlock(index + 1, logs.length > 0 ? [toReceipt(logs)] : []), emptyDiff())
      }
      for (const { filter, from, to } of questions) {
        const found = [...store.blocksWithLogs(filter, from, to)]
        expect(found).toEqual([...found].sort((a, b) => a - b))
        for (const number of found) expect(number >= from && number <= to && list[number - 1]!.length > 0).toBe(true)
        const matching = list.flatMap((logs, index) => (logs.some((one) => matches(one, filter)) ? [index + 1] : []))
        for (const number of matching) if (number >= from && number <= to) expect(found).toContain(number)
      }
      await store.close()
    }),
    { numRuns: runs },
  )
})

test('a filter for one address names only blocks that hold it', async () => {
  const { store } = await createTestStore(0)
  const [one, other] = [`0x${'01'.repeat(20)}`, `0x${'02'.repeat(20)}`] as const
  for (let number = 1; number <= 40; number++) {
    const logs = [{ address: number % 10 === 0 ? one : other, topics: [], data: '0x' as const }]
    await store.append(createTestBlock(number, [toReceipt(logs)]), emptyDiff())
  }
  expect([...store.blocksWithLogs({ addresses: [one], topics: [] }, 0, 40)]).toEqual([10, 20, 30, 40])
  expect([...store.blocksWithLogs({ addresses: [one], topics: [] }, 11, 39)]).toEqual([20, 30])
  await store.close()
})

function toReceipt(logs: readonly Log[]): Receipt {
  const gas = { cumulativeGasUsed: 1n, gasUsed: 1n, effectiveGasPrice: 0n }
  return { type: 0, status: 1, ...gas, logs, logsBloom: logsBloom(logs) }
}

function matches({ address, topics: found }: Log, { addresses: wanted, topics: choices }: LogFilter): boolean {
  if (wanted.length > 0 && !wanted.includes(address)) return false
  return choices.every((options, position) => options.length === 0 || options.includes(found[position] ?? '0x'))
}
