import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lifeCoverage } from './lifeCoverage.ts'
import type { RecordKind, VehicleRecord } from './VehicleLife.ts'
import { yearSeconds } from './valuationFeatures.ts'

const record = (years: number, kind: RecordKind = 'service', odometerKm?: number): VehicleRecord => ({
  number: 1,
  kind,
  issuer: `0x${'11'.repeat(20)}`,
  happenedAt: Math.round(years * yearSeconds),
  odometerKm,
  contentHash: `0x${'00'.repeat(32)}`,
  cid: '',
  isRegression: false,
})
const life = { from: 0, to: 4 * yearSeconds }
const inYears = ({ from, to, source }: { from: number; to: number; source: string }) =>
  [from / yearSeconds, to / yearSeconds, source] as const

test('without a record nothing is known', () => {
  expect(lifeCoverage([], life)).toMatchObject({ known: 0, readings: 0, longestBlindSeconds: 4 * yearSeconds })
  expect(lifeCoverage([], life).spans.map(inYears)).toEqual([[0, 4, 'nothing']])
})

test('a record speaks for half a year around it, and gaps stay visible', () => {
  const { spans, known, readings } = lifeCoverage([record(0, 'assembly'), record(1, 'service', 9_000), record(3)], life)
  expect(spans.map(inYears)).toEqual([
    [0, 0.5, 'assembly'],
    [0.5, 1.5, 'service'],
    [1.5, 2.5, 'nothing'],
    [2.5, 3.5, 'service'],
    [3.5, 4, 'nothing'],
  ])
  expect(known).toBeCloseTo(0.625)
  expect(readings).toBe(1)
})

test('records of one kind that follow closely make one span', () => {
  expect(lifeCoverage([record(1), record(1.2), record(1.9)], life).spans.map(inYears)).toEqual([
    [0, 0.5, 'nothing'],
    [0.5, 2.4, 'service'],
    [2.4, 4, 'nothing'],
  ])
})

test('whatever the records, the spans fill the life without overlap', () => {
  const any = fc.record({
    years: fc.double({ min: 0, max: 4, noNaN: true }),
    kind: fc.constantFrom<RecordKind>('service', 'inspection'),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), (records) => {
      const { spans, known } = lifeCoverage(
        records.map(({ years, kind }) => record(years, kind)),
        life,
      )
      expect(spans[0]!.from).toBe(0)
      expect(spans.at(-1)!.to).toBe(life.to)
      for (const [index, span] of spans.entries()) {
        expect(span.to).toBeGreaterThan(span.from)
        if (index > 0) expect(span.from).toBe(spans[index - 1]!.to)
      }
      expect(known).toBeGreaterThanOrEqual(0)
      expect(known).toBeLessThanOrEqual(1)
    }),
  )
})
