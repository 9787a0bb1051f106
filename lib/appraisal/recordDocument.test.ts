import { expect, test } from 'vitest'
import {
  formatRecordDocument,
  hashContent,
  parseRecordDocument,
  type RecordDocument,
  verifyContent,
} from './recordDocument.ts'

const document: RecordDocument = {
  format: 'qoodblock.vehicle-record',
  version: 1,
  vehicleId: '7',
  kind: 'service',
  happenedAt: 1_790_000_000,
  odometerKm: 42_000,
  title: 'Brakes and oil',
  items: ['Front pads', 'Oil 5W-30'],
}

test('a document comes back as it went in', () => {
  expect(parseRecordDocument(formatRecordDocument(document))).toEqual(document)
})

test('what is not a document of version 1 is refused, naming the place', () => {
  const parse = (value: unknown) => () => parseRecordDocument(new TextEncoder().encode(JSON.stringify(value)))
  const refused = (place: string) =>
    expect.objectContaining({ name: 'Appraisal.InvalidRecordDocumentError', message: expect.stringContaining(place) })
  expect(parse({ ...document, version: 2 })).toThrow(refused('version'))
  expect(parse({ ...document, title: '' })).toThrow(refused('title'))
  expect(parse({ ...document, more: 1 })).toThrow(refused('more'))
  expect(parse({ ...document, odometerKm: -1 })).toThrow(refused('odometerKm'))
  expect(() => parseRecordDocument(new Uint8Array(200_000))).toThrow(refused('bytes'))
  expect(() => parseRecordDocument(new Uint8Array([0xff]))).toThrow(refused('no JSON'))
})

test('bytes that differ from what the record commits to are refused', () => {
  const bytes = formatRecordDocument(document)
  const committed = hashContent(bytes)
  verifyContent(bytes, committed)
  bytes[9]! ^= 1
  expect(() => verifyContent(bytes, committed)).toThrow(
    expect.objectContaining({ name: 'Appraisal.RecordMismatchError' }),
  )
})
