import { Bloom, encodeReceipt as encodeReference } from '@ethereumjs/vm'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { decodeHex, encodeHex } from '../bytes/hex.ts'
import { loadKeccak } from '../bytes/keccak256.ts'
import { encodeReceipt } from './encodeReceipt.ts'
import { decodeLog, EncodedLog, encodeLog } from './logItems.ts'
import { bloomMayHold, emptyBloom, logsBloom } from './logsBloom.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
beforeAll(loadKeccak)

const hex = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(encodeHex)
const log = fc.record({
  address: hex(20),
  topics: fc.array(hex(32), { maxLength: 4 }),
  data: fc.uint8Array({ maxLength: 70 }).map(encodeHex),
})
const logs = fc.array(log, { maxLength: 4 })
// A transaction uses some gas; the reference writes none as a zero byte.
const gas = fc.bigInt({ min: 1n, max: 2n ** 63n })

test('receipts of every type have the bytes that the reference gives', () => {
  const outcome = fc.oneof(fc.record({ status: fc.constantFrom(0 as const, 1 as const) }), fc.record({ root: hex(32) }))
  fc.assert(
    fc.property(fc.nat({ max: 4 }), outcome, gas, logs, (type, result, gasUsed, list) => {
      const common = { logsBloom: logsBloom(list), logs: list, gasUsed, effectiveGasPrice: 0n }
      const ours = encodeReceipt({ type, ...result, ...common, cumulativeGasUsed: gasUsed })
      const reference = {
        ...('root' in result ? { stateRoot: decodeHex(result.root) } : { status: result.status }),
        cumulativeBlockGasUsed: gasUsed,
        bitvector: decodeHex(logsBloom(list)),
        logs: list.map(encodeLog),
      }
      expect(encodeHex(ours)).toBe(encodeHex(encodeReference(reference as never, type as never)))
    }),
    { numRuns },
  )
})

test('a log comes back from its items', () => {
  fc.assert(
    fc.property(log, (one) => {
      expect(decodeLog(encodeLog(one))).toEqual(one)
      const kept = new EncodedLog(encodeLog(one))
      expect(kept).toMatchObject(one)
      expect(encodeLog(kept)).toEqual(encodeLog(one))
    }),
    { numRuns },
  )
})

test('the bloom of logs is the reference filter of their addresses and topics, and never denies one of them', () => {
  fc.assert(
    fc.property(logs, (list) => {
      const items = list.flatMap(({ address, topics }) => [address, ...topics])
      const reference = new Bloom()
      for (const item of items) reference.add(decodeHex(item))
      const bloom = logsBloom(list)
      expect(bloom).toBe(encodeHex(reference.bitvector))
      for (const item of items) expect(bloomMayHold(decodeHex(bloom), item)).toBe(true)
    }),
    { numRuns },
  )
})

test('an empty bloom denies everything', () => {
  expect(bloomMayHold(decodeHex(emptyBloom), `0x${'11'.repeat(20)}`)).toBe(false)
})
