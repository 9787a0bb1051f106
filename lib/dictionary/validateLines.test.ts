import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findBaseDictionary } from './base/baseDictionaries.ts'
import { createValidator } from './createValidator.ts'
import { createDictionary } from './fixtures/createDictionary.ts'
import { streamOf } from './fixtures/streamOf.ts'
import { validateColumns } from './validateColumns.ts'
import { createLineValidator, maxLineBytes, validateLines } from './validateLines.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const dictionary = createDictionary({ common: { time: 'time', vehicle: 'car' } }, [
  { path: 'car', type: 'string' },
  { path: 'Count', type: 'uint8' },
  { path: 'Mode', type: 'string', allowed: ['A', 'B'] },
  { path: 'Code', type: 'string', pattern: '[A-Z]\\d+' },
  { path: 'Codes', type: 'string[]', pattern: '[A-Z]\\d+' },
  { path: 'On', type: 'boolean' },
])
const lines = (...values: unknown[]) =>
  values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n')
const check = (text: string, used = dictionary) => {
  const validator = createLineValidator(used)
  validator.add(new TextEncoder().encode(text))
  return validator.finish()
}
const good = { time: 1_000, 'Vehicle.Speed': 50.5, Count: 3, Mode: 'A', Code: 'P1', Codes: ['P1', 'B22'], On: true }

test('finds nothing wrong with good records', () => {
  const report = check(lines(good, { ...good, time: 2_000 }, { time: 3_000, Mode: null }))
  expect(report).toMatchObject({ isValid: true, records: 3, validRecords: 3, issues: 0, summary: [], examples: [] })
})

test.each<[string, unknown, string, string]>([
  ['type', { ...good, 'Vehicle.Speed': 'fast' }, 'Vehicle.Speed', '"fast"'],
  ['range', { ...good, 'Vehicle.Speed': 400.5 }, 'Vehicle.Speed', '400.5'],
  ['range', { ...good, Count: 256 }, 'Count', '256'],
  ['integer', { ...good, Count: 1.5 }, 'Count', '1.5'],
  ['allowed', { ...good, Mode: 'C' }, 'Mode', '"C"'],
  ['pattern', { ...good, Code: 'p1' }, 'Code', '"p1"'],
  ['pattern', { ...good, Codes: ['P1', 'x'] }, 'Codes', '["P1","x"]'],
  ['type', { ...good, On: 1 }, 'On', '1'],
  ['missing', { Count: 1 }, 'time', 'nothing'],
  ['missing', { time: null }, 'time', 'nothing'],
  ['unknownField', { ...good, Colour: 'red' }, 'Colour', '"red"'],
  ['notARecord', [1], '', '[1]'],
  ['notJson', '{"time":', '', '"{\\"time\\":"'],
])('points at record, field and rule: %s', (rule, record, path, found) => {
  const report = check(lines(good, record, good))
  expect(report.examples).toMatchObject([{ record: 2, path, rule, found }])
  expect(report.summary).toEqual([{ path, rule, count: 1, firstRecord: 2 }])
  expect(report).toMatchObject({ isValid: false, records: 3, validRecords: 2 })
})

test('says what would have been right', () => {
  expect(check(lines({ ...good, 'Vehicle.Speed': -1 })).examples[0]?.expected).toBe('float from 0 to 400 km/h')
  expect(check(lines({ ...good, Mode: 'C' })).examples[0]?.expected).toBe('one of A, B')
})

test('counts everything and keeps the first hundred', () => {
  const report = check(lines(...Array.from({ length: 500 }, () => ({ ...good, Count: -1 }))))
  expect(report.summary).toEqual([{ path: 'Count', rule: 'range', count: 500, firstRecord: 1 }])
  expect(report.examples).toHaveLength(100)
})

test('refuses lines that never end, and goes on after them', () => {
  const validator = createLineValidator(dictionary)
  const piece = new TextEncoder().encode('x'.repeat(300_000))
  for (let sent = 0; sent <= maxLineBytes * 2; sent += piece.length) validator.add(piece)
  validator.add(new TextEncoder().encode(`\n${lines(good)}`))
  expect(validator.finish()).toMatchObject({ records: 2, validRecords: 1, summary: [{ rule: 'tooLong', count: 1 }] })
})

test('tells gaps, duplicates, jumps of the clock, rate and completeness', () => {
  const at = (time: number) => ({ time, Count: 1 })
  const times = [0, 100, 200, 300, 300, 400, 60_400, 60_500, 60_300, 60_400]
  const { quality } = check(lines(...times.map(at), { time: 60_500 }))
  expect(quality.time).toMatchObject({
    from: 0,
    to: 60_500,
    medianStepMs: 100,
    ratePerSecond: 10,
    duplicates: 1,
    gaps: { count: 1, longestMs: 60_000, list: [{ fromMs: 400, toMs: 60_400 }] },
    clockJumps: { count: 1, largestMs: 200 },
  })
  expect(quality.fields.find(({ path }) => path === 'Count')).toEqual({
    path: 'Count',
    present: 10,
    completeness: 10 / 11,
    min: 1,
    max: 1,
  })
  expect(quality.completeness).toBeCloseTo(21 / 22)
})

test('keeps the clocks of several cars apart', () => {
  const { quality } = check(
    lines({ time: 5_000, car: 'a' }, { time: 0, car: 'b' }, { time: 5_100, car: 'a' }, { time: 100, car: 'b' }),
  )
  expect(quality.time).toMatchObject({ medianStepMs: 100, clockJumps: { count: 0 }, gaps: { count: 0 } })
})

test('tells the place', () => {
  const driving = findBaseDictionary('driving')!
  const at = (latitude: number, longitude: number) => ({
    time: 1,
    'Vehicle.CurrentLocation.Latitude': latitude,
    'Vehicle.CurrentLocation.Longitude': longitude,
  })
  const { quality } = check(lines(at(48, 11), at(47.5, 12)), driving)
  expect(quality.place).toEqual({ south: 47.5, west: 11, north: 48, east: 12 })
})

const value = fc.oneof(
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.integer(),
  fc.constantFrom(
    0.1,
    -0,
    1e21,
    1e-7,
    123456789012345680,
    48.1234677 + 1e-15,
    48.123467700000006,
    'A',
    'P1',
    'é',
    'a"b',
    'tab\t',
    '',
    true,
    false,
    null,
  ),
  fc.array(fc.constantFrom('P1', 'x'), { maxLength: 2 }),
)
const keys = ['time', 'Vehicle.Speed', 'Count', 'Mode', 'Code', 'Codes', 'On', 'car', 'Colour']
const record = fc
  .array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 8 })
  .map((pairs) => Object.fromEntries(pairs))

test('reads lines from their bytes exactly as JSON.parse does, however they are cut and spaced', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 12 }),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom('', ' '),
      async (records, size, space) => {
        const slow = createValidator(dictionary)
        for (const one of [...records, ...records]) slow.addRecord(JSON.parse(JSON.stringify(one)))
        const spaced = records.map((one) => JSON.stringify(one, null, 1).replaceAll(/\n */g, space))
        const bytes = new TextEncoder().encode([...spaced, ...spaced].join('\r\n'))
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.slice(i * size, (i + 1) * size),
        )
        const fast = await validateLines(dictionary, streamOf(...pieces))
        expect(fast).toEqual(slow.finish())
      },
    ),
    { numRuns },
  )
})

test('reads columns exactly as records', () => {
  const rows = Array.from({ length: 1_000 }, (_, i) => ({
    time: i * 100,
    'Vehicle.Speed': i,
    On: i % 2 === 0,
    car: 'a',
  }))
  const report = validateColumns(dictionary, {
    length: rows.length,
    columns: {
      time: Float64Array.from(rows, ({ time }) => time),
      'Vehicle.Speed': Float32Array.from(rows, (row) => row['Vehicle.Speed']),
      On: rows.map(({ On }) => On),
      car: rows.map(({ car }) => car),
    },
  })
  expect(report).toEqual(check(lines(...rows)))
  expect(report.summary).toEqual([{ path: 'Vehicle.Speed', rule: 'range', count: 599, firstRecord: 402 }])
})

test('stops when told to', async () => {
  const pieces = streamOf(new Uint8Array())
  await expect(validateLines(dictionary, pieces, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    name: 'AbortError',
  })
})
