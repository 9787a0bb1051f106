import { expect, test } from 'vitest'
import { compareCode } from './ContractSource.ts'

const source = { deployedBytecode: '0x6000aaaa00006001', immutables: [{ start: 4, length: 2 }] } as const

test('code with other immutables is the same, and tells what they are', () => {
  expect(compareCode('0x6000AAAA12346001', source)).toEqual({
    kind: 'same',
    size: 8,
    immutables: [{ start: 4, value: '0x1234' }],
  })
})

test('one other byte, or one more, is other code', () => {
  expect(compareCode('0x6000aaab12346001', source)).toMatchObject({ kind: 'other', differing: 3 })
  expect(compareCode('0x6000aaaa0000600100', source)).toMatchObject({ kind: 'other', differing: 1, size: 9 })
  expect(compareCode('0x', source)).toMatchObject({ kind: 'other', size: 0, expectedSize: 8 })
})
