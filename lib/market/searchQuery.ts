import { type ListingFilter, listingSorts } from './ListingFilter.ts'

/* A search as the words of an address. Read by hand and not by a schema, since every visit to the market does it first. */

/** Returns a filter as the words of an address, the same for the index and for links. */
export function queryOf({
  box,
  isFree,
  isProven,
  isOfCar,
  includesClosed,
  ...rest
}: ListingFilter): Record<string, string> {
  const entries = Object.entries({
    ...rest,
    box: box && [box.south, box.west, box.north, box.east].join(','),
    isFree: isFree ? 'yes' : undefined,
    isProven: isProven ? 'yes' : undefined,
    isOfCar: isOfCar ? 'yes' : undefined,
    includesClosed: includesClosed ? 'yes' : undefined,
  })
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]])),
  )
}

type Read = (text: string) => unknown
const word: Read = (text) => (text.trim().length <= 200 && text.trim()) || undefined
const whole: Read = (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : undefined)
const yes: Read = (text) => text === 'yes' || undefined

const readers: Record<keyof ListingFilter, Read> = {
  ...{ text: word, kind: word, vehicleClass: word, dataClass: word, place: word, token: word, dictionary: word },
  ...{ seller: word, publisher: word, dataSet: word, fromMs: whole, toMs: whole, maxPrice: whole },
  ...{ isFree: yes, isProven: yes, isOfCar: yes, includesClosed: yes },
  sort: (text) => listingSorts.find((sort) => sort === text),
  box(text) {
    if (!/^(-?\d{1,7},){3}-?\d{1,7}$/.test(text)) return undefined
    const [south, west, north, east] = text.split(',').map(Number)
    return { south, west, north, east }
  },
}

/** Returns the filter in a link; what a link says wrongly is left out. */
export function parseQuery(params: URLSearchParams): ListingFilter {
  const filter: Record<string, unknown> = {}
  for (const [name, read] of Object.entries(readers)) {
    const value = read(params.get(name) ?? '')
    if (value !== undefined) filter[name] = value
  }
  return filter as ListingFilter
}
