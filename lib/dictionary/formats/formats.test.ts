import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readVectors } from '../../crypto/fixtures/readVectors.ts'
import { baseDictionaries } from '../base/baseDictionaries.ts'
import type { Dictionary } from '../dictionarySchema.ts'
import { arbitraryDictionary } from '../fixtures/arbitraryDictionary.ts'
import { createDictionary } from '../fixtures/createDictionary.ts'
import { exportCsv, importCsv, parseCsv } from './csv.ts'
import { type DictionaryHead, headOf, type Imported } from './Imported.ts'
import { exportJsonSchema, importJsonSchema } from './jsonSchema.ts'
import { exportMarkdown, importMarkdown } from './markdown.ts'
import { exportVspec, importVspec } from './vspec.ts'
import { exportVssJson, importVssJson } from './vssJson.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const head = headOf(createDictionary({ common: {} }))

type Format = [string, (dictionary: Dictionary) => string, (text: string, head: DictionaryHead) => Imported]
const formats: Format[] = [
  ['VSS in JSON', exportVssJson, importVssJson],
  ['vspec', exportVspec, (text, head) => importVspec(new Map([['a.vspec', text]]), 'a.vspec', head)],
  ['JSON Schema', exportJsonSchema, importJsonSchema],
  ['CSV', exportCsv, importCsv],
  ['Markdown', exportMarkdown, importMarkdown],
]

test.each(formats)('a dictionary comes back whole through %s', (_, write, read) => {
  for (const dictionary of baseDictionaries) {
    expect(read(write(dictionary), headOf(dictionary))).toMatchObject({ dictionary, problems: [], skipped: [] })
  }
  fc.assert(
    fc.property(arbitraryDictionary, (dictionary) => {
      expect(read(write(dictionary), headOf(dictionary)).dictionary).toEqual(dictionary)
    }),
    { numRuns },
  )
})

test.each(formats)('hostile words survive %s', (_, write, read) => {
  const words = ['=cmd()', '-x', "'=1", '+1', '@a', 'a|b\\c', 'x<br>y', '"q", z', '*b* `c` #', '中文，词']
  const fields = words.map((en, i) => ({ path: `X${i}`, title: { en }, description: { en: `${en}\n${en}` } }))
  const dictionary = createDictionary({}, fields)
  const { dictionary: back } = read(write(dictionary), headOf(dictionary))
  expect(back?.fields.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual(
    dictionary.fields.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  )
})

test('keeps formulas out of spreadsheets', () => {
  const csv = exportCsv(createDictionary({}, [{ path: 'X', min: -5, description: { en: '=HYPERLINK("http://x")' } }]))
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`)
  expect(csv).toContain(',-5,')
})

test('reads quoted cells, both line ends and a byte order mark', () => {
  expect(parseCsv('\ufeffa,b\r\n"1,\n2","say ""x"""\n\n')).toEqual([
    ['a', 'b'],
    ['1,\n2', 'say "x"'],
  ])
  expect(() => parseCsv('a,"b')).toThrow(expect.objectContaining({ name: 'Dictionary.NotATableError' }))
})

test('names the row of a table that is wrong', () => {
  expect(() => importCsv('path,min\nX,low\n', head)).toThrow(/row 2/)
  expect(() => importCsv('name\nX\n', head)).toThrow(expect.objectContaining({ name: 'Dictionary.NotATableError' }))
  expect(importCsv('path,type,colour\nX,float,red\n', head)).toMatchObject({
    dictionary: { fields: [{ path: 'X', type: 'float' }] },
    skipped: [{ path: 'colour', reason: 'unsupported' }],
  })
})

const tree = new Map([
  [
    'spec/root.vspec',
    'Vehicle:\n  type: branch\n  description: All.\n#include Vehicle/v.vspec Vehicle\n#include units.vspec\n',
  ],
  [
    'spec/Vehicle/v.vspec',
    [
      'Speed:\n  datatype: float\n  type: sensor\n  unit: km/h\n  description: Speed.',
      'Seat:\n  type: branch\n  instances:\n    - Row[1,2]\n    - ["Left","Right"]\n  description: Seats.',
      'Seat.IsBelted:\n  datatype: boolean\n  type: sensor\n  description: Belted.',
      'Seat.Count:\n  datatype: uint8\n  type: attribute\n  instantiate: false\n  description: How many.',
      'Odd:\n  datatype: Types.Struct\n  type: sensor\n  description: A struct.',
      'Stars:\n  datatype: uint8\n  type: sensor\n  unit: parsec\n  description: Far.',
    ].join('\n'),
  ],
  ['spec/units.vspec', '# nothing\n'],
])

test('reads a vspec tree: includes, prefixes and instances', () => {
  const { dictionary, counts, skipped } = importVspec(tree, 'spec/root.vspec', head)
  expect(dictionary?.fields.map(({ path }) => path)).toEqual([
    'Vehicle.Seat.Count',
    'Vehicle.Seat.Row1.Left.IsBelted',
    'Vehicle.Seat.Row1.Right.IsBelted',
    'Vehicle.Seat.Row2.Left.IsBelted',
    'Vehicle.Seat.Row2.Right.IsBelted',
    'Vehicle.Speed',
    'Vehicle.Stars',
  ])
  expect(counts).toMatchObject({ sensors: 6, attributes: 1 })
  expect(skipped).toEqual([
    { path: 'Vehicle.Odd', reason: 'unknownType' },
    { path: 'Vehicle.Stars', reason: 'unknownUnit' },
  ])
})

test.each<[string, Record<string, string>]>([
  ['CycleError', { a: '#include b\n', b: '#include a\n' }],
  ['CycleError', { a: '#include a\n' }],
  [
    'TooDeepError',
    Object.fromEntries(Array.from({ length: 30 }, (_, i) => [i === 0 ? 'a' : `f${i}`, `#include f${i + 1}\n`])),
  ],
  ['TooLargeError', { a: '#include b\n'.repeat(1_500), b: '#include c\n#include c\n', c: '' }],
  [
    'TooLargeError',
    { a: 'A:\n  type: branch\n  instances: ["R[1,200]","R[1,200]"]\nA.B:\n  type: sensor\n  datatype: float\n' },
  ],
  ['MissingFileError', { a: '#include nowhere\n' }],
  ['InvalidVspecError', { a: 'A: [\n' }],
  ['InvalidVspecError', { a: 'A: 1\nA: 2\n' }],
  ['ForbiddenKeyError', { a: 'A:\n  __proto__:\n    type: sensor\n' }],
  ['NotVssError', { a: 'A: 1\n' }],
])('refuses a hostile tree by name: %s', (name, files) => {
  expect(() => importVspec(new Map(Object.entries(files)), 'a', head)).toThrow(
    expect.objectContaining({ name: `Dictionary.${name}` }),
  )
})

test('follows no alias of YAML', () => {
  const bomb = ['a: &a [x,x,x,x]', 'b: &b [*a,*a,*a,*a]', 'c: [*b,*b,*b,*b]'].join('\n')
  expect(() => importVspec(new Map([['a', bomb]]), 'a', head)).toThrow()
})

test('reads schemas of others: nested objects, references, unsupported words', () => {
  const schema = {
    type: 'object',
    required: ['speed'],
    $defs: { temperature: { type: 'number', minimum: -40 } },
    properties: {
      speed: { type: 'integer', minimum: 0, description: 'How fast.' },
      engine: { type: 'object', properties: { coolant: { $ref: '#/$defs/temperature' }, name: { enum: ['a', 'b'] } } },
      codes: { type: 'array', items: { type: 'string', pattern: '^[A-Z]$' } },
      odd: { type: 'string', pattern: '(?=x)' },
      any: {},
      'bad name': { type: 'string' },
    },
  }
  const { dictionary, skipped } = importJsonSchema(JSON.stringify(schema), head)
  expect(dictionary?.fields).toMatchObject([
    { path: 'codes', type: 'string[]', pattern: '^[A-Z]$' },
    { path: 'engine.coolant', type: 'double', min: -40 },
    { path: 'engine.name', type: 'string', allowed: ['a', 'b'] },
    { path: 'odd', type: 'string' },
    { path: 'speed', type: 'int64', min: 0, required: true },
  ])
  expect(skipped).toEqual([
    { path: 'odd', reason: 'unsupported' },
    { path: 'any', reason: 'unknownType' },
    { path: 'bad name', reason: 'badName' },
  ])
})

test('refuses schemas that refer to themselves or elsewhere', () => {
  const loop = {
    $defs: { a: { type: 'object', properties: { b: { $ref: '#/$defs/a' } } } },
    properties: { x: { $ref: '#/$defs/a' } },
  }
  expect(() => importJsonSchema(JSON.stringify(loop), head)).toThrow(
    expect.objectContaining({ name: 'Dictionary.CycleError' }),
  )
  const away = { properties: { x: { $ref: 'https://example.com/x' } } }
  expect(() => importJsonSchema(JSON.stringify(away), head)).toThrow(
    expect.objectContaining({ name: 'Dictionary.NotJsonSchemaError' }),
  )
})

const vss = readVectors<unknown>('vss/vss_release_5.1.json')
test.skipIf(!vss)('takes the whole of VSS 5.1, with nothing left out', () => {
  const { dictionary, problems, counts, skipped } = importVssJson(JSON.stringify(vss), { ...head, vss: '5.1' })
  expect(problems).toEqual([])
  expect(skipped).toEqual([])
  expect(counts).toEqual({ branches: 348, sensors: 495, actuators: 706, attributes: 120, fields: 1321 })
  expect(importVssJson(exportVssJson(dictionary!), headOf(dictionary!)).dictionary).toEqual(dictionary)
})
