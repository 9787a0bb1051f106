import { expect, test } from 'vitest'
import { parseArgument } from './parseArgument.ts'

const address = '0x00000000000000000000000000000000000000aa'

test('reads words, numbers of every width, lists and structs', () => {
  expect(parseArgument({ type: 'uint256' }, ' 12 ')).toBe(12n)
  expect(parseArgument({ type: 'uint8' }, '7')).toBe(7)
  expect(parseArgument({ type: 'int64' }, '-3')).toBe(-3n)
  expect(parseArgument({ type: 'uint256' }, '0xff')).toBe(255n)
  expect(parseArgument({ type: 'bool' }, 'true')).toBe(true)
  expect(parseArgument({ type: 'string' }, ' as it is ')).toBe(' as it is ')
  expect(parseArgument({ type: 'address[]' }, `["${address}"]`)).toEqual([address])
  expect(parseArgument({ type: 'uint256[]' }, '[100000000000000000001, 2]')).toEqual([100000000000000000001n, 2n])
  const pair = {
    type: 'tuple',
    components: [
      { name: 'a', type: 'uint8' },
      { name: 'b', type: 'string' },
    ],
  }
  expect(parseArgument(pair, '{"a": 1, "b": "x"}')).toEqual({ a: 1, b: 'x' })
})

test('refuses what is no value of the type, with a name', () => {
  const cases = [
    ['uint8', '256'],
    ['uint256', '-1'],
    ['uint256', '1.5'],
    ['uint256', ''],
    ['address', '0x12'],
    ['bool', 'yes'],
    ['bytes32', '0x12'],
    ['bytes', '12'],
    ['uint256[]', '1'],
    ['address[2]', `["${address}"]`],
  ] as const
  for (const [type, text] of cases) {
    expect(() => parseArgument({ type, name: 'x' }, text), `${type} ${text}`).toThrow(
      expect.objectContaining({ name: 'Explorer.InvalidArgumentError' }),
    )
  }
})
