import { expect, test } from 'vitest'
import { createDeadline } from './createDeadline.ts'

const turnMs = 500
const full = { ranMs: 100, afterMs: 150, gas: 60_000_000n }

test('before a block has told what comes after running, half a turn is for running', () => {
  const { isDue } = createDeadline()
  expect(isDue({ ms: 249, gas: 1n }, turnMs)).toBe(false)
  expect(isDue({ ms: 250, gas: 1n }, turnMs)).toBe(true)
})

test('a block is closed when what comes after it just fits into the turn', () => {
  const { isDue, learn } = createDeadline()
  learn(full, turnMs)
  expect(isDue({ ms: 349, gas: 60_000_000n }, turnMs)).toBe(false)
  expect(isDue({ ms: 350, gas: 60_000_000n }, turnMs)).toBe(true)
  expect(isDue({ ms: 424, gas: 30_000_000n }, turnMs)).toBe(false)
})

test('a block that ran slowly does not have the next one closed early', () => {
  const { isDue, learn } = createDeadline()
  learn(full, turnMs)
  learn({ ...full, ranMs: 400 }, turnMs)
  expect(isDue({ ms: 349, gas: 60_000_000n }, turnMs)).toBe(false)
})

test('a block whose writing was held up counts for less with each that was not', () => {
  const { isDue, learn } = createDeadline()
  const runsFor = () => {
    let ms = 0
    while (!isDue({ ms, gas: 60_000_000n }, turnMs)) ms++
    return ms
  }
  for (let count = 0; count < 20; count++) learn(full, turnMs)
  learn({ ...full, afterMs: 450 }, turnMs)
  const afterwards = [runsFor()]
  for (let count = 0; count < 8; count++) {
    learn(full, turnMs)
    afterwards.push(runsFor())
  }
  expect(afterwards[0]).toBeLessThan(280)
  expect(afterwards[0]).toBeGreaterThan(260)
  expect(afterwards).toEqual(afterwards.toSorted((a, b) => a - b))
  expect(afterwards.at(-1)).toBeGreaterThan(340)
})

test('small blocks tell nothing about large ones', () => {
  const { isDue, learn } = createDeadline()
  learn(full, turnMs)
  for (let count = 0; count < 100; count++) learn({ ranMs: 1, afterMs: 30, gas: 21_000n }, turnMs)
  expect(isDue({ ms: 349, gas: 60_000_000n }, turnMs)).toBe(false)
})

test('a small block that was held up keeps those after it small for a few blocks only', () => {
  const { isDue, learn } = createDeadline()
  learn({ ranMs: 1, afterMs: 130, gas: 21_000n }, turnMs)
  const makeBlock = () => {
    let count = 0
    while (count < 1_748 && !isDue({ ms: count * 0.1, gas: BigInt(count) * 34_320n }, turnMs)) count++
    learn({ ranMs: count * 0.1, afterMs: 5 + count * 0.09, gas: BigInt(count) * 34_320n }, turnMs)
    return count
  }
  const sizes = Array.from({ length: 8 }, makeBlock)
  expect(sizes[0]).toBeLessThan(10)
  expect(sizes.slice(-2)).toEqual([1_748, 1_748])
})

test('empty blocks tell nothing', () => {
  const { isDue, learn } = createDeadline()
  learn({ ranMs: 1, afterMs: 400, gas: 0n }, turnMs)
  learn(full, turnMs)
  expect(isDue({ ms: 349, gas: 60_000_000n }, turnMs)).toBe(false)
})

test('some of a turn is kept for what comes after, whatever the last blocks were', () => {
  const { isDue, learn } = createDeadline()
  learn({ ranMs: 400, afterMs: 1, gas: 60_000_000n }, turnMs)
  expect(isDue({ ms: 424, gas: 60_000_000n }, turnMs)).toBe(false)
  expect(isDue({ ms: 425, gas: 60_000_000n }, turnMs)).toBe(true)
})
