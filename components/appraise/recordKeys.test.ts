import { expect, test } from 'vitest'
import { formatRecordKeys, parseRecordKeys } from './recordKeys.ts'

const keys = new Map([
  [1, new Uint8Array(32).fill(1)],
  [12, new Uint8Array(32).fill(255)],
])

test('keys come back from a link as they went in', () => {
  expect(parseRecordKeys(formatRecordKeys(keys))).toEqual(keys)
  expect(parseRecordKeys(formatRecordKeys(new Map()))).toEqual(new Map())
})

test('what is no key is left out', () => {
  expect(parseRecordKeys('')).toEqual(new Map())
  expect(parseRecordKeys('#keys=1.abc')).toEqual(new Map())
  expect(parseRecordKeys(`#keys=1.${'0'.repeat(63)}_2.${'0'.repeat(64)}`)).toEqual(new Map([[2, new Uint8Array(32)]]))
  expect(parseRecordKeys('#code=abc')).toEqual(new Map())
})
