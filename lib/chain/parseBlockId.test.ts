import { expect, test } from 'vitest'
import { parseBlockId } from './parseBlockId.ts'

test('digits are a number and 32 bytes are a hash', () => {
  expect(parseBlockId('17')).toEqual({ number: 17 })
  expect(parseBlockId(`0x${'AB'.repeat(32)}`)).toEqual({ hash: `0x${'ab'.repeat(32)}` })
})

test('anything else names no block', () => {
  for (const text of ['', '-1', '1.0', '0x11', 'latest', '9'.repeat(16), `0x${'ab'.repeat(31)}`]) {
    expect(parseBlockId(text)).toBeUndefined()
  }
})
