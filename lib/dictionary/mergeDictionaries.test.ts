import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Field } from './dictionarySchema.ts'
import { arbitraryDictionary } from './fixtures/arbitraryDictionary.ts'
import { createDictionary } from './fixtures/createDictionary.ts'
import { conflictKey, mergeDictionaries } from './mergeDictionaries.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const base = createDictionary({}, [{ path: 'X', min: 0, max: 10 }])
const change = (changes: Partial<Field>) => ({
  ...base,
  fields: base.fields.map((field) => (field.path === 'X' ? { ...field, ...changes } : field)),
})
const without = { ...base, fields: base.fields.filter(({ path }) => path !== 'X') }

test('takes the changes of both where they do not meet', () => {
  const { dictionary, conflicts } = mergeDictionaries(base, change({ max: 20 }), change({ unit: 'km' }))
  expect(conflicts).toEqual([])
  expect(dictionary?.fields.find(({ path }) => path === 'X')).toMatchObject({ min: 0, max: 20, unit: 'km' })
  expect(dictionary?.version).toBe('2.0.0')
})

test('names what both changed differently, and takes the choice', () => {
  const [left, right] = [change({ max: 20 }), change({ max: 30 })]
  const merge = mergeDictionaries(base, left, right)
  expect(merge.conflicts).toEqual([{ path: 'X', member: 'max', base: 10, left: 20, right: 30 }])
  const choices = new Map([[conflictKey(merge.conflicts[0]!), 'right' as const]])
  const chosen = mergeDictionaries(base, left, right, choices)
  expect(chosen.conflicts).toEqual([])
  expect(chosen.dictionary?.fields.find(({ path }) => path === 'X')?.max).toBe(30)
})

test('asks when one removed what the other changed', () => {
  expect(mergeDictionaries(base, without, change({ max: 20 })).conflicts).toMatchObject([{ path: 'X', member: '*' }])
  expect(mergeDictionaries(base, without, base).conflicts).toEqual([])
  expect(mergeDictionaries(base, without, without).dictionary?.fields).toHaveLength(2)
})

test('does not care who is left and who is right', () => {
  fc.assert(
    fc.property(arbitraryDictionary, arbitraryDictionary, arbitraryDictionary, (origin, a, b) => {
      const [one, other] = [mergeDictionaries(origin, a, b), mergeDictionaries(origin, b, a)]
      expect(one.value).toEqual(other.value)
      const swapped = other.conflicts.map(({ left, right, ...rest }) => ({ ...rest, left: right, right: left }))
      const byKey = (x: { path: string; member: string }, y: typeof x) => (conflictKey(x) < conflictKey(y) ? -1 : 1)
      expect(swapped.sort(byKey)).toEqual(one.conflicts.toSorted(byKey))
    }),
    { numRuns },
  )
})

test('with one side unchanged gives the other, and choices settle everything', () => {
  fc.assert(
    fc.property(arbitraryDictionary, arbitraryDictionary, arbitraryDictionary, (origin, a, b) => {
      const { version: _, ...alone } = mergeDictionaries(origin, a, origin).value
      const { version: __, ...expected } = a
      expect(alone).toEqual(expected)
      const { conflicts } = mergeDictionaries(origin, a, b)
      const choices = new Map(conflicts.map((conflict) => [conflictKey(conflict), 'left' as const]))
      expect(mergeDictionaries(origin, a, b, choices).conflicts).toEqual([])
    }),
    { numRuns },
  )
})
