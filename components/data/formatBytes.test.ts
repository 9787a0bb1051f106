import { expect, test } from 'vitest'
import { formatBytes } from './formatBytes.ts'

test('says sizes in the unit that fits', () => {
  const sizes = [0, 1, 1023, 1024, 1536, 102_400, 1_048_576, 123_456_789, 2 ** 31, 2 ** 52]
  expect(sizes.map((size) => formatBytes(size))).toEqual([
    ...['0 B', '1 B', '1,023 B', '1 KiB', '1.5 KiB', '100 KiB'],
    ...['1 MiB', '118 MiB', '2 GiB', '4,096 TiB'],
  ])
})
