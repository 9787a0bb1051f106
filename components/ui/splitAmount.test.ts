import { expect, test } from 'vitest'
import { splitAmount } from './splitAmount.ts'

test('an amount is split exactly, however small or large', () => {
  expect(splitAmount(0n, 18)).toEqual({ whole: '0', fraction: '' })
  expect(splitAmount(1n, 18)).toEqual({ whole: '0', fraction: '000000000000000001' })
  expect(splitAmount(10_000_000_000n * 10n ** 18n, 18)).toEqual({ whole: '10,000,000,000', fraction: '' })
  expect(splitAmount(1_234_500n, 3)).toEqual({ whole: '1,234', fraction: '5' })
})

test('an amount without decimals has no fraction, a negative one keeps its sign', () => {
  expect(splitAmount(1_000n, 0)).toEqual({ whole: '1,000', fraction: '' })
  expect(splitAmount(-1_500n, 3)).toEqual({ whole: '−1', fraction: '5' })
})
