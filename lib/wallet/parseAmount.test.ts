import fc from 'fast-check'
import { formatUnits } from 'viem'
import { expect, test } from 'vitest'
import { parseAmount } from './parseAmount.ts'

test('an amount is read exactly', () => {
  expect(parseAmount('12.5')).toBe(12_500_000_000_000_000_000n)
  expect(parseAmount(' 0,000000000000000001 ')).toBe(1n)
  expect(parseAmount('7', 0)).toBe(7n)
})

test('every amount that is written out is read back', () => {
  fc.assert(fc.property(fc.bigInt(1n, 10n ** 28n), (amount) => parseAmount(formatUnits(amount, 18)) === amount))
})

test('what is no amount is refused by name', () => {
  for (const text of ['', '0', '0.0', '-1', '+1', '1e3', '1 000', '1.2.3', '.5', '１', 'NaN', '0x10']) {
    expect(() => parseAmount(text), text).toThrow(expect.objectContaining({ name: 'Wallet.InvalidAmountError' }))
  }
  expect(() => parseAmount('0.0000000000000000001')).toThrow(
    expect.objectContaining({ name: 'Wallet.AmountTooFineError' }),
  )
})
