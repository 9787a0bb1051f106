import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyDiff } from './applyDiff.ts'
import { checkVersion } from './checkVersion.ts'
import { createValidator } from './createValidator.ts'
import type { Field } from './dictionarySchema.ts'
import { diffDictionaries } from './diffDictionaries.ts'
import { arbitraryDictionary } from './fixtures/arbitraryDictionary.ts'
import { createDictionary } from './fixtures/createDictionary.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const base = createDictionary({}, [
  { path: 'X', type: 'int16', min: 0, max: 10, unit: 'km' },
  { path: 'T', type: 'string', allowed: ['a', 'b'] },
])
const withX = (changes: Partial<Field>) => withField('X', changes)
const withField = (path: string, changes: Partial<Field>) => ({
  ...base,
  fields: base.fields.map((field) => (field.path === path ? ({ ...field, ...changes } as Field) : field)),
})

test('applied to the first, a diff gives the second', () => {
  fc.assert(
    fc.property(arbitraryDictionary, arbitraryDictionary, (a, b) => {
      expect(applyDiff(diffDictionaries(a, b), a)).toEqual(b)
    }),
    { numRuns },
  )
})

test('finds nothing between equals, and the reverse changes the other way round', () => {
  fc.assert(
    fc.property(arbitraryDictionary, arbitraryDictionary, (a, b) => {
      expect(diffDictionaries(a, a).changes).toEqual([])
      const keys = (diff: ReturnType<typeof diffDictionaries>) =>
        diff.changes.map(({ path, member }) => `${path} ${member}`).sort()
      expect(keys(diffDictionaries(a, b))).toEqual(keys(diffDictionaries(b, a)))
    }),
    { numRuns },
  )
})

test.each<[string, string, ReturnType<typeof createDictionary>]>([
  ['major', 'fieldRemoved', { ...base, fields: base.fields.filter(({ path }) => path !== 'X') }],
  ['minor', 'fieldAdded', createDictionary({}, [...base.fields.slice(2), { path: 'New' }])],
  ['major', 'requiredFieldAdded', createDictionary({}, [...base.fields.slice(2), { path: 'New', required: true }])],
  ['major', 'rangeNarrowed', withX({ max: 9 })],
  ['minor', 'rangeWidened', withX({ max: 11 })],
  ['major', 'rangeNarrowed', withX({ min: 1 })],
  ['minor', 'typeWidened', withX({ type: 'int32' })],
  ['major', 'typeChanged', withX({ type: 'int8' })],
  ['major', 'unitChanged', withX({ unit: 'm' })],
  ['major', 'classChanged', withX({ class: 'maker' })],
  ['major', 'privacyChanged', withX({ privacy: 'private' })],
  ['major', 'requiredAdded', withX({ required: true })],
  ['major', 'allowedNarrowed', withField('T', { allowed: ['a'] })],
  ['minor', 'allowedWidened', withField('T', { allowed: ['b', 'a', 'c'] })],
  ['minor', 'deprecationChanged', withX({ deprecated: { since: '1.0.0', reason: { en: 'Old' } } })],
  ['minor', 'mappingsChanged', withX({ mappings: [{ standard: 'J1979', ref: '010D' }] })],
  ['patch', 'wordsChanged', withX({ description: { en: 'Other words.' } })],
])('asks for a %s version: %s', (level, reason, changed) => {
  const diff = diffDictionaries(base, changed)
  expect(diff.changes.map((change) => change.reason)).toEqual([reason])
  expect(diff.level).toBe(level)
  expect(diff.nextVersion).toBe({ major: '2.0.0', minor: '1.1.0', patch: '1.0.1' }[level])
})

test('never calls a change less than major that makes good data bad', () => {
  const numbers = fc.integer({ min: -300, max: 300 })
  fc.assert(
    fc.property(
      arbitraryDictionary,
      arbitraryDictionary,
      fc.array(numbers, { minLength: 1, maxLength: 20 }),
      (a, b, values) => {
        if (diffDictionaries(a, b).level === 'major') return
        for (const { path } of a.fields) {
          for (const value of [...values, 'a', 'A', true, [1], ['A'], 0.25]) {
            const isGood = (dictionary: typeof a) =>
              createValidator(dictionary).fields.get(path)?.check(value) === undefined
            if (isGood(a)) expect(isGood(b)).toBe(true)
          }
        }
      },
    ),
    { numRuns },
  )
})

test('refuses to apply a diff to another dictionary', () => {
  const diff = diffDictionaries(base, withX({ max: 9 }))
  expect(() => applyDiff(diff, withX({ max: 8 }))).toThrow(
    expect.objectContaining({ name: 'Dictionary.ChangeConflictError' }),
  )
})

test('enforces the version that the changes ask for', () => {
  const wrong = { ...withX({ max: 9 }), version: '1.1.0' }
  expect(() => checkVersion(base, wrong)).toThrow(expect.objectContaining({ name: 'Dictionary.WrongVersionError' }))
  expect(() => checkVersion(base, { ...wrong, version: '2.0.0' })).not.toThrow()
  expect(() => checkVersion(base, { ...wrong, version: '2.0.1' })).toThrow(
    expect.objectContaining({ name: 'Dictionary.WrongVersionError' }),
  )
  expect(() => checkVersion(base, { ...withX({ max: 11 }), version: '2.0.0' })).not.toThrow()
  expect(() => checkVersion(base, { ...base, version: '1.0.1' })).toThrow(
    expect.objectContaining({ name: 'Dictionary.NothingChangedError' }),
  )
  expect(() => checkVersion(base, { ...base, id: 'other' })).toThrow(
    expect.objectContaining({ name: 'Dictionary.OtherDictionaryError' }),
  )
})
