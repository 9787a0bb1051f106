import { expect, test } from 'vitest'
import { decimate } from './decimate.ts'

const times = Float64Array.from({ length: 100_000 }, (_, at) => at * 10)
const values = Float64Array.from(times, (time) => Math.sin(time / 5000))
values[54_321] = 99

test('no peak gets lost, however few the columns, and times ascend', () => {
  const seen = decimate({ times, values }, 0, 1_000_000, 300)
  expect(seen.times.length).toBeLessThanOrEqual(602)
  expect(Math.max(...seen.values)).toBe(99)
  expect([...seen.times]).toEqual([...seen.times].sort((a, b) => a - b))
})

test('close up every sample is there, with one on either side', () => {
  const seen = decimate({ times, values }, 1000, 1100, 300)
  expect([seen.times[0], seen.times.at(-1)]).toEqual([990, 1100])
  expect(decimate({ times: new Float64Array(), values: new Float64Array() }, 0, 1, 10).times.length).toBe(0)
})
