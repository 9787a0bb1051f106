import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ListingFilter, listingSorts } from './ListingFilter.ts'
import { parseQuery, queryOf } from './searchQuery.ts'

const word = fc.string({ minLength: 1, maxLength: 60 }).filter((text) => text.trim() === text && text !== '')
const whole = fc.integer({ min: -8_000_000, max: 2_000_000_000 })
const degrees = fc.integer({ min: -1_800_000, max: 1_800_000 })
const yes = fc.constant(true)
const filters: fc.Arbitrary<ListingFilter> = fc.record(
  {
    ...{ text: word, kind: word, vehicleClass: word, dataClass: word, place: word, token: word, dictionary: word },
    ...{ seller: word, publisher: word, dataSet: word, fromMs: whole, toMs: whole, maxPrice: whole },
    ...{ isFree: yes, isProven: yes, isOfCar: yes, includesClosed: yes, sort: fc.constantFrom(...listingSorts) },
    box: fc.record({ south: degrees, west: degrees, north: degrees, east: degrees }),
  },
  { requiredKeys: [] },
)

test('a search that went into a link comes out of it', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      expect(parseQuery(new URLSearchParams(queryOf(filter)))).toEqual(filter)
    }),
  )
})

test('what a link says wrongly is left out, and the rest stands', () => {
  const wrong = 'kind=driving&box=1,2,3&maxPrice=cheap&isFree=maybe&sort=random&fromMs=1e5&place=%20&zoo=1'
  expect(parseQuery(new URLSearchParams(wrong))).toEqual({ kind: 'driving' })
  expect(parseQuery(new URLSearchParams({ text: 'x'.repeat(201) }))).toEqual({})
})
