import { expect, test } from 'vitest'
import { cpuSlowdown } from './cpuSlowdown.ts'

test('simulates the same phone on every machine, never a faster processor than the own one and never more than Lighthouse does', () => {
  expect([1_750, 1_312.5, 875, 437.5].map(cpuSlowdown)).toEqual([4, 3, 2, 1])
  expect([3_000, 100].map(cpuSlowdown)).toEqual([4, 1])
})
