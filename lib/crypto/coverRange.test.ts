import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coverRange, deriveCover, openCover } from './coverRange.ts'
import { depthOf, deriveKey, maxDepth } from './keyTree.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const root = Uint8Array.from({ length: 32 }, (_, i) => 255 - i)
const ranges = fc
  .tuple(fc.integer({ min: 1, max: 3000 }), fc.nat(), fc.nat())
  .map(([chunks, a, b]) => ({ chunks, ends: [a % chunks, b % chunks].sort((x, y) => x - y) as [number, number] }))
  .map(({ chunks, ends: [from, last] }) => ({ from, to: last + 1, chunks }))

/** The least number of aligned nodes with exactly these leaves, by asking every node of the tree. */
function smallestCover(from: number, to: number, start: number, size: number): number {
  if (to <= start || from >= start + size) return 0
  if (from <= start && to >= start + size) return 1
  return smallestCover(from, to, start, size / 2) + smallestCover(from, to, start + size / 2, size / 2)
}

test('covers a whole data set by its root and a middle part by aligned nodes', () => {
  expect(coverRange({ from: 0, to: 5, chunks: 5 })).toEqual([{ start: 0, height: 3 }])
  expect(coverRange({ from: 1, to: 7, chunks: 8 })).toEqual([
    { start: 1, height: 0 },
    { start: 2, height: 1 },
    { start: 4, height: 1 },
    { start: 6, height: 0 },
  ])
  expect(coverRange({ from: 3, to: 5, chunks: 5 })).toEqual([
    { start: 3, height: 0 },
    { start: 4, height: 2 },
  ])
})

test('is the smallest cover, and never more than two nodes per level', () => {
  fc.assert(
    fc.property(ranges, ({ from, to, chunks }) => {
      const depth = depthOf(chunks)
      const nodes = coverRange({ from, to, chunks })
      // A range that ends with the last chunk may reach into the empty places after it, where that takes fewer nodes.
      const heights = to === chunks ? Array.from({ length: depth + 1 }, (_, height) => 2 ** height) : [1]
      const ends = heights.map((step) => Math.ceil(to / step) * step)
      expect(nodes).toHaveLength(Math.min(...ends.map((end) => smallestCover(from, end, 0, 2 ** depth))))
      expect(nodes.length).toBeLessThanOrEqual(Math.max(1, 2 * depthOf(chunks)))
    }),
    { numRuns },
  )
})

test('a grant opens exactly its range', () => {
  fc.assert(
    fc.property(ranges, ({ from, to, chunks }) => {
      const keyOf = openCover(deriveCover(root, { from, to, chunks }))
      for (const index of [from, to - 1, (from + to) >> 1].filter((i) => i < to)) {
        expect(keyOf(index)).toEqual(deriveKey(root, index, maxDepth))
      }
      for (const index of [from - 1, ...(to < chunks ? [to] : []), 2 ** depthOf(chunks)]) {
        expect(() => keyOf(index)).toThrow(expect.objectContaining({ name: 'Crypto.NotGrantedError' }))
      }
    }),
    { numRuns },
  )
})

test('no node of a cover is an ancestor or descendant of another, and no key of one leads to a sibling', () => {
  const chunks = 64
  const all = Array.from({ length: chunks }, (_, i) => deriveKey(root, i, maxDepth).join())
  for (const [from, to] of [
    [0, 1],
    [1, 2],
    [5, 23],
    [31, 33],
    [10, 11],
  ] as const) {
    const reachable = new Set<string>()
    for (const { key, height } of deriveCover(root, { from, to, chunks })) {
      // Everything that hashing downwards from the granted node gives, leaves and nodes alike.
      for (let levels = 0; levels <= height + 2; levels++) {
        for (let i = 0; i < 2 ** levels; i++) reachable.add(deriveKey(key, i, levels).join())
      }
    }
    expect(all.flatMap((key, i) => (reachable.has(key) ? [i] : []))).toEqual(
      Array.from({ length: to - from }, (_, i) => from + i),
    )
  }
})

test.each([
  [0, 0, 5],
  [2, 1, 5],
  [-1, 2, 5],
  [0, 6, 5],
  [0.5, 2, 5],
  [0, 1, 2 ** 24],
  [Number.NaN, 1, 5],
])('refuses chunks %s to %s of %s', (from, to, chunks) => {
  expect(() => coverRange({ from, to, chunks })).toThrow(expect.objectContaining({ name: 'Crypto.InvalidRangeError' }))
})
