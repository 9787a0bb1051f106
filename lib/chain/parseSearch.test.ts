import { expect, test } from 'vitest'
import { parseSearch } from './parseSearch.ts'

test('numbers name blocks, with or without separators', () => {
  for (const text of ['1234', ' 1,234 ', '#1234', '1_234', '1 234', '0001234']) {
    expect(parseSearch(text)).toEqual({ kind: 'block', id: '1234' })
  }
})

test('40 digits name an address and 64 a hash', () => {
  expect(parseSearch(`0x${'Ab'.repeat(20)}`)).toEqual({ kind: 'address', id: `0x${'Ab'.repeat(20)}` })
  expect(parseSearch(`0x${'Ab'.repeat(32)}`)).toEqual({ kind: 'hash', id: `0x${'ab'.repeat(32)}` })
})

test('anything else names nothing', () => {
  for (const text of ['', 'abc', '-1', '1.5', '0x12', `0x${'g'.repeat(40)}`, '9'.repeat(16), '1,23']) {
    expect(parseSearch(text)).toBeUndefined()
  }
})
