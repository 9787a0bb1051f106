import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ListingFilter } from '../../../lib/market/ListingFilter.ts'
import { searchTokens } from '../../../lib/market/searchTokens.ts'
import { createListingIndex, type ListingFacts } from './createListingIndex.ts'

const page = { offset: 0, limit: 10, nowS: 100 }

function facts(position: number, part: Partial<ListingFacts> = {}): ListingFacts {
  return {
    ...{
      position,
      id: `0x${position}`,
      dataSet: '0xd',
      seller: '0xs',
      publisher: '0xp',
      token: '0xt',
      priceMicro: position,
      isOpen: true,
    },
    ...{ expiresAt: 1_000, dataClass: 'user', kind: 'driving', vehicleClass: 'car', place: 'Berlin', dictionary: 'd' },
    ...{ box: undefined, fromMs: 10, toMs: 20, sold: 0, text: 'Braking in spring' },
    ...part,
  }
}

function indexOf(...parts: Partial<ListingFacts>[]) {
  const index = createListingIndex()
  for (const [i, part] of parts.entries()) index.put(facts(i + 1, part))
  return index
}

test('words are found by their beginning, in both languages, and all of them must be there', () => {
  const index = indexOf({ text: 'Braking in spring' }, { text: '春季制动数据' }, { text: 'Speed in spring' })
  expect(index.search({ text: 'spri' }, page).positions).toEqual([3, 1])
  expect(index.search({ text: 'spring brak' }, page).positions).toEqual([1])
  expect(index.search({ text: '制动' }, page).positions).toEqual([2])
  expect(index.search({ text: '动制' }, page).positions).toEqual([])
})

test('a facet counts what one would find by changing it alone', () => {
  const index = indexOf({}, { place: 'Osaka' }, { place: 'Osaka', kind: 'road' })
  const { total, facets } = index.search({ place: 'Osaka', kind: 'driving' }, page)
  expect(total).toBe(1)
  expect(facets.place).toEqual({ Berlin: 1, Osaka: 1 })
  expect(facets.kind).toEqual({ driving: 1, road: 1 })
})

test('what is closed or over is not for sale, unless asked for', () => {
  const index = indexOf({}, { isOpen: false }, { expiresAt: 100 })
  expect(index.search({}, page).positions).toEqual([1])
  expect(index.search({ includesClosed: true }, page).positions).toEqual([3, 2, 1])
})

test('orders: by price, by sales, by record; a cheat stands last', () => {
  const index = indexOf(
    { priceMicro: 5, seller: '0xa' },
    { priceMicro: 1, sold: 9, seller: '0xb' },
    { priceMicro: 3, seller: '0xc' },
  )
  index.putSeller('0xa', { sold: 50, cheated: 1, silent: 0 })
  index.putSeller('0xb', { sold: 10, cheated: 0, silent: 0 })
  expect(index.search({ sort: 'cheapest' }, page).positions).toEqual([2, 3, 1])
  expect(index.search({ sort: 'dearest' }, page).positions).toEqual([1, 3, 2])
  expect(index.search({ sort: 'popular' }, page).positions[0]).toBe(2)
  expect(index.search({ sort: 'trusted' }, page).positions[0]).toBe(2)
  expect(index.search({ isProven: true }, page).positions).toEqual([2])
})

test('what an owner sells through an agent is found by the owner', () => {
  const index = indexOf({ publisher: '0xme', seller: '0xagent' }, {})
  expect(index.search({ publisher: '0xme' }, page).positions).toEqual([1])
})

test('data of registered cars can be asked for alone', () => {
  const index = indexOf({ dataClass: 'none' }, { dataClass: 'maker' }, { dataClass: 'disputed' })
  expect(index.search({ isOfCar: true }, page).positions).toEqual([3, 2])
})

test('a box on the map, a time and a price narrow the finds', () => {
  const box = { south: 0, west: 0, north: 10, east: 10 }
  const index = indexOf({ box }, { box: { ...box, west: 20, east: 30 } }, { fromMs: 100, toMs: 200 })
  expect(index.search({ box: { south: 5, west: 5, north: 6, east: 6 } }, page).positions).toEqual([1])
  expect(index.search({ fromMs: 50 }, page).positions).toEqual([3])
  expect(index.search({ toMs: 50 }, page).positions).toEqual([2, 1])
  expect(index.search({ maxPrice: 1 }, page).positions).toEqual([1])
})

test('the map counts finds by its parts, the fullest first, and finer where one looks closer', () => {
  const at = (south: number, west: number) => ({ south, west, north: south + 5_000, east: west + 5_000 })
  const index = indexOf(
    ...[{ box: at(500_000, 100_000) }, { box: at(510_000, 110_000) }],
    ...[{ box: at(-300_000, 200_000), kind: 'road' }, { box: undefined }],
  )
  expect(index.search({}, page).areas).toEqual([
    { south: 500_000, west: 100_000, north: 515_000, east: 115_000, count: 2 },
    { ...at(-300_000, 200_000), count: 1 },
  ])
  expect(index.search({ kind: 'road' }, page).areas).toEqual([{ ...at(-300_000, 200_000), count: 1 }])
  const closer = { south: 495_000, west: 95_000, north: 520_000, east: 120_000 }
  expect(index.search({ box: closer }, page).areas.map(({ count }) => count)).toEqual([1, 1])
})

test('pages of a large result follow each other without a gap, whatever the order', () => {
  const index = createListingIndex()
  for (let i = 1; i <= 500; i++) index.put(facts(i, { priceMicro: (i * 7_919) % 100 }))
  for (const sort of ['newest', 'cheapest', 'dearest', 'popular', 'trusted'] as const) {
    const pages = Array.from({ length: 50 }, (_, i) => index.search({ sort }, { ...page, offset: i * 10 }).positions)
    expect(new Set(pages.flat()).size, sort).toBe(500)
  }
})

const oneOf = (...names: string[]) => fc.constantFrom(...names)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const anyRow = fc.record({
  ...{ kind: oneOf('driving', 'road'), place: oneOf('Berlin', 'Osaka', 'Lyon'), vehicleClass: oneOf('car', 'bus') },
  ...{ priceMicro: fc.nat(6), sold: fc.nat(3), seller: oneOf('0xa', '0xb', '0xc'), isOpen: fc.boolean() },
  ...{ expiresAt: fc.integer({ min: 98, max: 103 }), text: oneOf('Braking in spring', 'Speed in autumn', '春季制动') },
})
const anyFilter = fc.record({
  ...{ kind: maybe(oneOf('driving', 'road', 'none')), place: maybe(oneOf('Berlin', 'Osaka')) },
  ...{ vehicleClass: maybe(oneOf('car', 'bus')), maxPrice: maybe(fc.nat(6)), text: maybe(oneOf('spr', 'in', '制动')) },
  ...{ includesClosed: maybe(fc.constant(true as const)) },
  sort: oneOf('newest', 'cheapest', 'dearest', 'popular', 'trusted'),
})
const records = {
  '0xa': { sold: 5, cheated: 0, silent: 0 },
  '0xb': { sold: 9, cheated: 1, silent: 0 },
}

/** The same answer by the plainest way there is: every row is looked at, everything is sorted. */
function scan(rows: readonly ListingFacts[], filter: ListingFilter, { offset, limit, nowS }: typeof page) {
  const tokens = searchTokens(filter.text ?? '')
  const fits = (row: ListingFacts, but?: 'kind' | 'place' | 'vehicleClass') =>
    (filter.includesClosed || (row.isOpen && row.expiresAt > nowS)) &&
    (filter.maxPrice === undefined || row.priceMicro <= filter.maxPrice) &&
    tokens.every((token) => searchTokens(row.text).some((word) => word.startsWith(token))) &&
    (['kind', 'place', 'vehicleClass'] as const).every(
      (name) => name === but || [undefined, row[name]].includes(filter[name]),
    )
  const rank = ({ seller }: ListingFacts) => {
    const { sold, cheated } = records[seller as '0xa'] ?? { sold: 0, cheated: 0 }
    return -(sold + 1) / (sold + 2 + 20 * cheated)
  }
  const keys: Record<string, (row: ListingFacts) => number> = {
    ...{ newest: () => 0, cheapest: (row) => row.priceMicro, dearest: (row) => -row.priceMicro },
    ...{ popular: (row) => -row.sold, trusted: rank },
  }
  const key = keys[filter.sort ?? 'newest']!
  const found = rows.filter((row) => fits(row)).sort((a, b) => key(a) - key(b) || b.position - a.position)
  const count = (name: 'kind' | 'place' | 'vehicleClass') => {
    const counts: Record<string, number> = {}
    for (const row of rows) if (fits(row, name)) counts[row[name]] = (counts[row[name]] ?? 0) + 1
    return counts
  }
  const positions = found.slice(offset, offset + limit).map(({ position }) => position)
  return {
    total: found.length,
    positions,
    kind: count('kind'),
    place: count('place'),
    vehicleClass: count('vehicleClass'),
  }
}

test('whatever is asked, pages and counts are those of a plain scan', () => {
  const anyRows = fc.array(anyRow, { maxLength: 120 })
  fc.assert(
    fc.property(anyRows, anyFilter, fc.nat(30), fc.integer({ min: 1, max: 10 }), (parts, filter, offset, limit) => {
      const index = indexOf(...parts)
      for (const [seller, record] of Object.entries(records)) index.putSeller(seller, record)
      // What is put again replaces what was there.
      const rows = parts.map((part, i) => facts(i + 1, { ...part, isOpen: i % 7 === 0 ? !part.isOpen : part.isOpen }))
      for (const row of rows) index.put(row)
      const asked = { ...page, offset, limit }
      const { total, positions, facets } = index.search(filter as ListingFilter, asked)
      const { kind, place, vehicleClass } = facets
      expect({ total, positions, kind, place, vehicleClass }).toEqual(scan(rows, filter as ListingFilter, asked))
    }),
    { numRuns: Number(process.env.FC_NUM_RUNS ?? 200) },
  )
})

test('tokens are words, and pairs where there are no gaps', () => {
  expect(searchTokens('Vehicle.Speed 2026!')).toEqual(['vehicle', 'speed', '2026'])
  expect(searchTokens('制动数')).toEqual(['制', '动', '数', '制动', '动数'])
})
