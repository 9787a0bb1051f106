import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePlace, distanceKm, encodePlace, roundPlace } from './coarsePlace.ts'

const berlin = roundPlace({ latitude: 52.5163, longitude: 13.3777 })!
const hamburg = roundPlace({ latitude: 53.5511, longitude: 9.9937 })!
const sydney = roundPlace({ latitude: -33.8688, longitude: 151.2093 })!

test('a place loses what would tell the street, and distances stay right to a few kilometres', () => {
  expect(berlin).toEqual({ latitude: 525, longitude: 134 })
  expect(roundPlace({ latitude: 91, longitude: 0 })).toBeUndefined()
  expect(roundPlace({ latitude: Number.NaN, longitude: 0 })).toBeUndefined()
  expect(distanceKm(berlin, hamburg)).toBeCloseTo(255, -1)
  expect(distanceKm(berlin, sydney)).toBeCloseTo(16_090, -2)
  expect(distanceKm(berlin, berlin)).toBe(0)
})

test('what is published of a place is read again, and what is none is none', () => {
  const tenths = (most: number) => fc.integer({ min: -10 * most, max: 10 * most })
  fc.assert(
    fc.property(fc.record({ latitude: tenths(90), longitude: tenths(180) }), (place) => {
      expect(decodePlace(encodePlace(place))).toEqual(place)
    }),
  )
  expect(decodePlace(encodePlace(undefined))).toBeUndefined()
  expect(decodePlace(Uint8Array.of(1, 2, 3))).toBeUndefined()
  expect(decodePlace(undefined)).toBeUndefined()
})
