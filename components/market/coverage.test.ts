import { expect, test } from 'vitest'
import { coverageOf } from './coverage.ts'

const windows = { kind: 'windows', windowMs: 1_000, firstMs: 5_000, timeField: 'time', maxChunkBytes: 1_024 } as const

test('windows stand at their times, and an empty one is a gap', () => {
  expect(coverageOf([10, 0, 30], windows)).toEqual({ x: [5_000, 6_000, 7_000], y: [10, 0, 30], covered: 2, total: 3 })
})

test('without a time the chunks are counted from one', () => {
  expect(coverageOf([7, 8], { kind: 'fixed', maxChunkBytes: 1_024 }).x).toEqual([1, 2])
})

test('of very many chunks neighbours are taken together, and no byte is lost', () => {
  const { x, y } = coverageOf(new Array(100_000).fill(3), windows)
  expect(x.length).toBeLessThanOrEqual(400)
  expect(y.reduce((sum, value) => sum + value)).toBe(300_000)
})
