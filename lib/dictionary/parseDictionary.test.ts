import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryDictionary } from './fixtures/arbitraryDictionary.ts'
import { createDictionary, createField } from './fixtures/createDictionary.ts'
import { formatDictionary, formatDictionaryPretty, sortDictionary } from './formatDictionary.ts'
import { identifyDictionary } from './identifyDictionary.ts'
import { decodeDictionary, inspectDictionary, parseDictionary } from './parseDictionary.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const rulesOf = (value: unknown) =>
  inspectDictionary(value).problems.map(({ path, member, rule }) => `${path} ${member} ${rule}`)

test('reads what it writes, in both spellings', () => {
  fc.assert(
    fc.property(arbitraryDictionary, (dictionary) => {
      expect(parseDictionary(formatDictionary(dictionary))).toEqual(dictionary)
      expect(parseDictionary(formatDictionaryPretty(dictionary))).toEqual(dictionary)
      expect(decodeDictionary(identifyDictionary(dictionary).bytes)).toEqual(dictionary)
    }),
    { numRuns },
  )
})

test('gives equal dictionaries the same CID, in whatever order they were written', () => {
  const dictionary = createDictionary({}, [createField({ path: 'A.B' })])
  const shuffled = { ...dictionary, fields: dictionary.fields.toReversed() }
  expect(identifyDictionary(shuffled)).toEqual(identifyDictionary(dictionary))
  expect(sortDictionary(shuffled)).toEqual(sortDictionary(dictionary))
})

test('refuses a block in another spelling', () => {
  const bytes = new TextEncoder().encode(formatDictionaryPretty(createDictionary()))
  expect(() => decodeDictionary(bytes)).toThrow(expect.objectContaining({ name: 'Dictionary.NotCanonicalError' }))
  const twice = new TextEncoder().encode(
    formatDictionary(createDictionary()).replace('{"common"', '{"version":"1.0.0","common"'),
  )
  expect(() => decodeDictionary(twice)).toThrow(expect.objectContaining({ name: 'Dictionary.NotCanonicalError' }))
})

test('refuses another version of the format, by its number', () => {
  const text = formatDictionary(createDictionary()).replace('"formatVersion":1', '"formatVersion":2')
  expect(() => parseDictionary(text)).toThrow(expect.objectContaining({ name: 'Dictionary.UnknownFormatVersionError' }))
})

test('refuses a word that the format does not know, and tells in which field', () => {
  const dictionary = createDictionary()
  const value = { ...dictionary, fields: [{ ...dictionary.fields[1], colour: 'red' }] }
  expect(inspectDictionary(value).problems).toMatchObject([{ path: 'Vehicle.Speed', rule: 'shape' }])
})

test.each<[string, Parameters<typeof createDictionary>]>([
  ['Vehicle.Speed path duplicate', [{}, [{ path: 'Vehicle.Speed' }]]],
  ['Vehicle.Speed.Deep path leafAndBranch', [{}, [{ path: 'Vehicle.Speed.Deep' }]]],
  ['X unit unknownUnit', [{}, [{ path: 'X', unit: 'parsec' }]]],
  ['X unit unitOnText', [{}, [{ path: 'X', type: 'string', unit: 'km' }]]],
  ['X min rangeOnText', [{}, [{ path: 'X', type: 'string', min: 1 }]]],
  ['X min rangeReversed', [{}, [{ path: 'X', min: 2, max: 1 }]]],
  ['X max rangeBeyondType', [{}, [{ path: 'X', type: 'uint8', max: 256 }]]],
  ['X allowed allowedMismatch', [{}, [{ path: 'X', type: 'uint8', allowed: ['a'] }]]],
  ['X allowed duplicate', [{}, [{ path: 'X', type: 'string', allowed: ['a', 'a'] }]]],
  ['X pattern unsafePattern', [{}, [{ path: 'X', type: 'string', pattern: '(a)\\1' }]]],
  ['X pattern patternOnOther', [{}, [{ path: 'X', type: 'uint8', pattern: 'a' }]]],
  ['X title missingLanguage', [{ languages: ['zh'] }, [{ path: 'X' }]]],
  ['X deprecated unknownField', [{}, [{ path: 'X', deprecated: { since: '1.0.0', reason: {}, replacedBy: 'Y' } }]]],
  ['X since laterThanVersion', [{}, [{ path: 'X', since: '2.0.0' }]]],
  ['X mappings badMapping', [{}, [{ path: 'X', mappings: [{ standard: 'J1979', ref: 'speed' }] }]]],
  [' common.time commonType', [{ common: { time: 'Vehicle.Speed' } }]],
  [' common.owner unknownField', [{ common: { owner: 'nobody' } }]],
])('finds %s', (expected, input) => {
  expect(rulesOf(createDictionary(...input))).toContain(expected)
})

test('finds a circle of replacements', () => {
  const to = (replacedBy: string) => ({ since: '1.0.0', reason: { en: 'Old' }, replacedBy })
  const circle = createDictionary({}, [
    { path: 'X', deprecated: to('Y') },
    { path: 'Y', deprecated: to('X') },
  ])
  expect(rulesOf(circle)).toContain('X deprecated replacementCircle')
})
