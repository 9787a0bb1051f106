import { expect, test } from 'vitest'
import { cutAtGaps } from './cutAtGaps.ts'

const hourMs = 3_600_000
const at = (...hours: number[]) => hours.map((hour) => ({ time: hour * hourMs }))

test('records that follow each other stay together', () => {
  expect(cutAtGaps(at(0, 1, 7, 7, 13))).toEqual([at(0, 1, 7, 7, 13)])
  expect(cutAtGaps([])).toEqual([])
})

test('a record of a clock that fell back to 2000 is a piece of its own', () => {
  const now = Date.UTC(2026, 10, 30)
  const lines = [{ time: Date.UTC(2000, 0, 1) }, { time: now }, { time: now + 1_000 }]
  expect(cutAtGaps(lines)).toEqual([[lines[0]], lines.slice(1)])
})

test('no piece lasts longer than a day', () => {
  const hours = Array.from({ length: 60 }, (_, i) => i)
  expect(cutAtGaps(at(...hours)).map((piece) => piece.length)).toEqual([25, 25, 10])
})
