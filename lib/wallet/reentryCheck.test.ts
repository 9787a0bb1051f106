import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createReentryCheck, findReentryMistakes } from './reentryCheck.ts'

const mnemonic = 'legal winner thank year wave sausage worth useful legal winner thank yellow'

test('asks for different positions within the words', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 0 }), (count, seed) => {
      const positions = createReentryCheck(24, count, (bound) => seed % bound)
      expect(new Set(positions).size).toBe(count)
      expect(positions).toEqual([...positions].sort((a, b) => a - b))
      expect(positions.every((position) => position >= 1 && position <= 24)).toBe(true)
    }),
  )
})

test('takes its positions from the random source', () => {
  expect(createReentryCheck(12, 3, () => 0)).toEqual([1, 2, 3])
  expect(createReentryCheck(12, 3, (bound) => bound - 1)).toEqual([10, 11, 12])
  expect(createReentryCheck(12, 12)).toHaveLength(12)
})

test('tells which answers are wrong', () => {
  const right = new Map([
    [2, ' Winner '],
    [12, 'yellow'],
  ])
  expect(findReentryMistakes(mnemonic, right)).toEqual([])
  expect(findReentryMistakes(mnemonic, new Map([...right, [3, 'winner'], [13, '']]))).toEqual([3, 13])
})

test('refuses to ask for more words than there are', () => {
  expect(() => createReentryCheck(12, 13)).toThrow(expect.objectContaining({ name: 'Wallet.ReentryCountError' }))
  expect(() => createReentryCheck(12, 0)).toThrow(expect.objectContaining({ name: 'Wallet.ReentryCountError' }))
})
