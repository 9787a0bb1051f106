import { expect, test } from 'vitest'
import { convertRecords } from './convertRecords.ts'
import { createDictionary } from './fixtures/createDictionary.ts'
import { fittingFields } from './mapDictionaries.ts'
import { readRecords } from './readRecords.ts'

const miles = createDictionary({ id: 'miles', common: {} }, [
  { path: 'Odo', unit: 'mi', type: 'double', mappings: [{ standard: 'CSV', ref: 'odometer' }] },
  { path: 'Rpm', type: 'double', unit: 'rpm' },
  { path: 'Note', type: 'string' },
])
const metric = createDictionary({ id: 'metric', common: {} }, [
  { path: 'Odo', unit: 'km', type: 'uint32' },
  { path: 'Engine', type: 'double', unit: 'rpm', max: 9_000 },
])
const file = (name: string, text: string) => new File([text], name)
const lines = '{"Odo":10,"Rpm":800,"Note":"a"}\n\n{"Odo":1.5,"Rpm":9500}\n{"Note":"b"}\n'

async function convert(text: string, options: { name?: string; chosen?: Record<string, string> } = {}) {
  const pieces: string[] = []
  const { name = 'a.jsonl', chosen } = options
  const conversion = await convertRecords(readRecords(miles, file(name, text)), {
    source: miles,
    target: metric,
    ...(chosen && { chosen }),
    write: (piece) => pieces.push(piece),
  })
  return { ...conversion, text: pieces.join('') }
}

test('converts a file, counts what was lost, and checks the result', async () => {
  const { text, records, empty, inexact, mapping, report } = await convert(lines)
  expect(text).toBe('{"Odo":16}\n{"Odo":2}\n')
  expect({ records, empty, inexact }).toEqual({ records: 3, empty: 1, inexact: 2 })
  expect(mapping.unmapped.toSorted()).toEqual(['Note', 'Rpm'])
  expect(report).toMatchObject({ records: 2 })
})

test('takes a field where somebody says so, and the target points at what does not fit', async () => {
  expect(fittingFields(miles.fields.find(({ path }) => path === 'Rpm')!, metric).map(({ path }) => path)).toEqual([
    'Engine',
  ])
  const { text, report } = await convert(lines, { chosen: { Rpm: 'Engine' } })
  expect(text).toBe('{"Odo":16,"Engine":800}\n{"Odo":2,"Engine":9500}\n')
  expect(report.summary).toContainEqual({ path: 'Engine', rule: 'range', count: 1, firstRecord: 2 })
})

test('reads tables by the names of their columns', async () => {
  expect((await convert('odometer,Note\n10,x\n20,y\n', { name: 'b.CSV' })).text).toBe('{"Odo":16}\n{"Odo":32}\n')
})

test('what is no record is refused with its line; a cancelled conversion ends', async () => {
  await expect(convert('{"Odo":1}\n[1]\n')).rejects.toMatchObject({ name: 'Dictionary.NotARecordError', line: 2 })
  await expect(convert('{"Odo":1}\n{"Odo":\n')).rejects.toMatchObject({ name: 'Dictionary.NotARecordError', line: 2 })
  await expect(convert('x'.repeat(1_100_000))).rejects.toMatchObject({ name: 'Dictionary.LineTooLongError' })
  const signal = AbortSignal.abort(new Error('stopped'))
  const reading = readRecords(miles, file('a.jsonl', lines), { signal })
  await expect(convertRecords(reading, { source: miles, target: metric, write: () => {} })).rejects.toThrow('stopped')
})

test('no line is lost or joined wherever the file is cut into pieces', async () => {
  const text = Array.from({ length: 400 }, (_, i) => JSON.stringify({ Odo: i, Note: '里程'.repeat(i % 7) })).join('\n')
  const bytes = new TextEncoder().encode(text)
  for (const size of [1, 3, 64, 1000]) {
    const stream = () =>
      new ReadableStream<Uint8Array>({
        start(controller) {
          for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size))
          controller.close()
        },
      })
    const found: unknown[] = []
    for await (const record of readRecords(miles, { name: 'a.jsonl', stream, text: async () => text }))
      found.push(record)
    expect(found).toEqual(text.split('\n').map((line) => JSON.parse(line)))
  }
})
