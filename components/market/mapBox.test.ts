import { expect, test } from 'vitest'
import { degreesOf, unitsOf } from './mapBox.ts'

test('a box goes from units to degrees and back without a loss', () => {
  const box = { south: -337_201, west: 1_511_234, north: -336_000, east: 1_520_000 }
  expect(unitsOf(degreesOf(box))).toEqual(box)
})

test('what lies beyond the edge of the world is cut there', () => {
  expect(unitsOf({ south: -95, west: -190.5, north: 91, east: 181 })).toEqual({
    ...{ south: -900_000, west: -1_800_000, north: 900_000, east: 1_800_000 },
  })
})
