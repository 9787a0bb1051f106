import { bench, describe } from 'vitest'
import { createListingIndex } from './createListingIndex.ts'

/* Searching the market as it grows: each search gives one page and the counts of all facets. */
const places = ['Shenzhen', 'Guangzhou', 'Shanghai', 'Berlin', 'Detroit', 'Osaka', 'Lyon', 'São Paulo']
const kinds = ['driving', 'vehicle', 'fusion', 'road']
const classes = ['car', 'electric', 'van', 'truck', 'bus', 'motorcycle']
const page = { offset: 0, limit: 20, nowS: 0 }

/** Boxes all over the world. */
function boxOf(i: number) {
  const south = ((i * 7_919) % 1_400_000) - 700_000
  const west = ((i * 104_729) % 3_500_000) - 1_750_000
  return { south, west, north: south + 5_000, east: west + 5_000 }
}

function fill(size: number) {
  const index = createListingIndex()
  for (let i = 0; i < size; i++) {
    const place = places[i % places.length]!
    index.put({
      ...{
        position: i,
        id: `0x${i}`,
        dataSet: `0x${i}`,
        seller: `0x${i % 500}`,
        publisher: `0x${i % 500}`,
        token: 'qdd',
        priceMicro: (i * 7_919) % 9_000_000,
      },
      ...{ isOpen: true, expiresAt: 1, dataClass: 'user', kind: kinds[i % 4]!, vehicleClass: classes[i % 6]!, place },
      ...{ dictionary: 'driving', box: boxOf(i), fromMs: i, toMs: i + 1, sold: i % 40 },
      text: `Trip ${i} in ${place} speed braking 制动 ${i % 977}`,
    })
  }
  return index
}

for (const size of [1_000, 10_000, 100_000]) {
  const index = fill(size)
  describe(`${size} listings`, () => {
    bench('newest, no filter', () => void index.search({}, page))
    bench(
      'three facets, cheapest first',
      () => void index.search({ kind: 'driving', place: 'Berlin', vehicleClass: 'truck', sort: 'cheapest' }, page),
    )
    bench('two words, the last unfinished', () => void index.search({ text: 'berlin brak' }, page))
    bench('Chinese words, most sold first', () => void index.search({ text: '制动', sort: 'popular' }, page))
    bench('most trusted, page 50', () => void index.search({ sort: 'trusted' }, { ...page, offset: 1_000 }))
  })
}
