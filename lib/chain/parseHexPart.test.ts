import { expect, test } from 'vitest'
import { parseHexPart } from './parseHexPart.ts'

test.each(['0x12AB…34cd', '0x12ab...34cd', '#0x12ab*34cd', ' 12ab…34cd '])('%s names both ends', (text) => {
  expect(parseHexPart(text)).toEqual({ head: '0x12ab', tail: '34cd', isTooShort: false })
})

test.each([
  ['0x', '0x'],
  ['0x1', '0x1'],
  ['0x12ab…', '0x12ab'],
  ['12ab34', '0x12ab34'],
])('%s names a beginning, however short', (text, head) => {
  expect(parseHexPart(text)).toEqual({ head, tail: '', isTooShort: false })
})

test.each(['0x…1002', '0xabc…1002'])('the beginning of %s is too short for its end', (text) => {
  expect(parseHexPart(text)).toMatchObject({ tail: '1002', isTooShort: true })
})

test.each(['', 'abc', 'bad…cafe', '0xg1', 'elec', '0x12ab…34cd…56'])('"%s" is no part', (text) => {
  expect(parseHexPart(text)).toBeUndefined()
})
