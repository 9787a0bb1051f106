import { blake3 } from '@noble/hashes/blake3.js'
import { expect, test } from 'vitest'
import { digestOf, partOf } from './blake3Tree.ts'

const textOf = (length: number) => Uint8Array.from({ length }, (_, i) => i % 251)

test.each([0, 1, 63, 64, 65, 1023, 1024, 1025, 2048, 2049, 3072, 3073, 5120, 8192])(
  'agrees with noble: %i bytes',
  (n) => {
    expect(digestOf(textOf(n))).toEqual(blake3(textOf(n)))
  },
)

test('turns right where a part is the right child', () => {
  const text = textOf(3073)
  expect([0, 1, 2, 3].map((i) => partOf(text, i).path)).toEqual([0b00n, 0b01n, 0b10n, 0b11n])
  const short = textOf(2049)
  expect([0, 1, 2].map((i) => partOf(short, i)).map(({ path, siblings }) => [path, siblings.length])).toEqual([
    [0b00n, 2],
    [0b01n, 2],
    [0b1n, 1],
  ])
})
