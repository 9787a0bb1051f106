import type { ListingFilter } from '../../../lib/market/ListingFilter.ts'
import { searchTokens } from '../../../lib/market/searchTokens.ts'

/*
 * All listings by columns, in memory: a search over 100,000 of them with counts of every facet is one pass over a few small
 * arrays. Rows are added and changed by number; texts become sorted words with lists of rows.
 */
export type ListingFacts = {
  position: number
  id: string
  dataSet: string
  seller: string
  publisher: string
  token: string
  /** In 10 ** 12 of the smallest unit, at most 2^53 - 1: beyond, nine billion dollars, one is as dear as another. */
  priceMicro: number
  isOpen: boolean
  expiresAt: number
  dataClass: string
  kind: string
  vehicleClass: string
  place: string
  dictionary: string
  box: { south: number; west: number; north: number; east: number } | undefined
  fromMs: number
  toMs: number
  sold: number
  /** Changes when the title or summary is known. */
  text: string
}
export type SellerFacts = { sold: number; cheated: number; silent: number }

const facetNames = ['kind', 'vehicleClass', 'dataClass', 'place', 'token', 'dictionary'] as const
type FacetName = (typeof facetNames)[number]
export type Facets = Record<FacetName, Record<string, number>>
/** How many finds lie in a part of the map, and the box around them. */
export type Area = { south: number; west: number; north: number; east: number; count: number }

/** The last second that a column holds; what is for sale for longer is so for ever. */
const latest = 2 ** 31 - 1

/** The edge of what has no place. */
const nowhere = 2 ** 31 - 1
type Ints = Int32Array

const mostAreas = 200
/** So many fields of the map from edge to edge. */
const fieldsAcross = 48
const world = { south: -900_000, west: -1_800_000, north: 900_000, east: 1_800_000 }

export type Found = { total: number; positions: number[]; facets: Facets; areas: Area[] }

/** Returns an empty index. */
export function createListingIndex() {
  const rows: ListingFacts[] = []
  const numbers = new Map<string, number>()
  const sellers = new Map<string, SellerFacts>()
  const codes = Object.fromEntries(facetNames.map((name) => [name, createCodes()])) as Record<FacetName, Codes>
  const columns = facetNames.map(() => createColumn())
  // From when on a listing is no longer for sale; zero for one that is closed.
  const saleUntil = createColumn()
  const edges = [createColumn(), createColumn(), createColumn(), createColumn()]
  const prices = createColumn(Float64Array)
  const sales = createColumn()
  const sellerCodes = createCodes()
  const sellerOf = createColumn()
  const words = createWords()

  return {
    size: () => rows.length,
    put(facts: ListingFacts): void {
      const number = numbers.get(facts.id) ?? rows.length
      const before = rows[number]
      numbers.set(facts.id, number)
      rows[number] = facts
      for (const [i, name] of facetNames.entries()) columns[i]!.set(number, codes[name].codeOf(facts[name]))
      const { south, west, north, east } = facts.box ?? { south: nowhere, west: 0, north: 0, east: 0 }
      for (const [i, edge] of [south, west, north, east].entries()) edges[i]!.set(number, edge)
      saleUntil.set(number, facts.isOpen ? Math.min(facts.expiresAt, latest) : 0)
      prices.set(number, facts.priceMicro)
      sales.set(number, facts.sold)
      sellerOf.set(number, sellerCodes.codeOf(facts.seller))
      if (before?.text !== facts.text) words.add(number, searchTokens(facts.text))
    },
    putSeller: (seller: string, facts: SellerFacts) => void sellers.set(seller, facts),
    search(filter: ListingFilter, page: { offset: number; limit: number; nowS: number }): Found {
      const { found, tallies } = match(findCandidates(filter, page.nowS), filter)
      const chosen = pick(found, filter.sort ?? 'newest', page)
      const facets = Object.fromEntries(facetNames.map((name, i) => [name, codes[name].name(tallies[i]!)])) as Facets
      const areas = countAreas(found, filter.box ?? world)
      return { total: found.length, positions: chosen.map((number) => rows[number]!.position), facets, areas }
    },
  }

  /** What is for sale and fits everything but the facets, in the order of the chain. */
  function findCandidates(filter: ListingFilter, nowS: number): Ints {
    const fits = compile(filter)
    const held = filter.text ? words.find(searchTokens(filter.text), rows.length) : undefined
    const end = held ? held.length : rows.length
    const until = saleUntil.values()
    const least = filter.includesClosed ? -1 : nowS
    const candidates = new Int32Array(end)
    let count = 0
    for (let i = 0; i < end; i++) {
      const number = held ? held[i]! : i
      if (until[number]! > least && (!fits || fits(rows[number]!))) candidates[count++] = number
    }
    return candidates.subarray(0, count)
  }

  /**
   * Those of the candidates that fit the facets, too, and how many would be found by changing one facet alone. Column by
   * column: each of these loops runs over two blocks of memory and nothing else.
   */
  function match(candidates: Ints, filter: ListingFilter): { found: Ints; tallies: Int32Array[] } {
    const wanted = facetNames.map((name) => (filter[name] === undefined ? -1 : codes[name].find(filter[name])))
    const facet = columns.map((column) => column.values() as Ints)
    const misses = new Uint8Array(candidates.length)
    for (const [f, code] of wanted.entries()) if (code !== -1) countMisses(candidates, facet[f]!, code, misses)
    const found = wanted.every((code) => code === -1) ? candidates : candidates.filter((_, i) => misses[i] === 0)
    const tallies = facetNames.map((name, f) => tally(found, facet[f]!, codes[name].size()))
    for (const [f, code] of wanted.entries()) {
      if (code !== -1) tallyMissed(candidates, facet[f]!, { code, misses, tallies: tallies[f]! })
    }
    return { found, tallies }
  }

  /** What is not in a column; undefined where nothing of it is asked. */
  function compile(filter: ListingFilter): ((row: ListingFacts) => boolean) | undefined {
    const { box, fromMs, toMs, maxPrice, seller, publisher, dataSet, isFree, isProven, isOfCar } = filter
    const parts = [box, fromMs, toMs, maxPrice, seller, publisher, dataSet, isFree, isProven, isOfCar]
    if (parts.every((part) => part === undefined)) return undefined
    return (row) => {
      if (seller !== undefined && row.seller !== seller) return false
      if (publisher !== undefined && row.publisher !== publisher) return false
      if (dataSet !== undefined && row.dataSet !== dataSet) return false
      if (maxPrice !== undefined && row.priceMicro > maxPrice) return false
      if (isFree && row.priceMicro > 0) return false
      // The registry gives a class to what is under an agreement, and to nothing else.
      if (isOfCar && row.dataClass === 'none') return false
      if (fromMs !== undefined && row.toMs < fromMs) return false
      if (toMs !== undefined && (row.fromMs === 0 || row.fromMs > toMs)) return false
      if (box && !overlaps(row.box, box)) return false
      if (!isProven) return true
      const record = sellers.get(row.seller)
      return record !== undefined && record.sold > 0 && record.cheated === 0
    }
  }

  /** The finds by fields of the map, the fullest first. What lies across an edge counts in a field along that edge. */
  function countAreas(found: Ints, { south, west, north, east }: typeof world): Area[] {
    const [height, width] = [Math.max(1, (north - south) / fieldsAcross), Math.max(1, (east - west) / fieldsAcross)]
    const [souths, wests, norths, easts] = edges.map((column) => column.values()) as [Ints, Ints, Ints, Ints]
    const fields: (Area | undefined)[] = new Array((fieldsAcross + 2) ** 2)
    for (let i = 0; i < found.length; i++) {
      const number = found[i]!
      const [low, left, high, right] = [souths[number]!, wests[number]!, norths[number]!, easts[number]!]
      if (low === nowhere) continue
      const row = fieldOf((low + high) / 2 - south, height)
      const key = row * (fieldsAcross + 2) + fieldOf((left + right) / 2 - west, width)
      const area = fields[key]
      if (!area) {
        fields[key] = { south: low, west: left, north: high, east: right, count: 1 }
        continue
      }
      area.count++
      if (low < area.south) area.south = low
      if (left < area.west) area.west = left
      if (high > area.north) area.north = high
      if (right > area.east) area.east = right
    }
    return fields
      .filter((area) => area !== undefined)
      .sort((a, b) => b.count - a.count)
      .slice(0, mostAreas)
  }

  /** The rows of one page, in order: found by a heap's worth of work, not by sorting everything. */
  function pick(found: Ints, sort: NonNullable<ListingFilter['sort']>, page: { offset: number; limit: number }) {
    const end = page.offset + page.limit
    // Rows come in the order of the chain.
    if (sort === 'newest')
      return [...found.subarray(Math.max(0, found.length - end), Math.max(0, found.length - page.offset))].reverse()
    const keys = keysOf(found, sort)
    const order =
      found.length > 4 * end
        ? selectFirst(keys, end)
        : Array.from(keys, (_, i) => i).sort((a, b) => keys[a]! - keys[b]! || b - a)
    return order.slice(page.offset, end).map((i) => found[i]!)
  }

  /** What the finds are ordered by, the least first. */
  function keysOf(found: Ints, sort: 'cheapest' | 'dearest' | 'popular' | 'trusted'): Float64Array {
    const keys = new Float64Array(found.length)
    if (sort === 'trusted') {
      const ranks = Float64Array.from({ length: sellerCodes.size() }, (_, code) => rankOf(sellerCodes.nameOf(code)))
      const seller = sellerOf.values()
      for (let i = 0; i < found.length; i++) keys[i] = ranks[seller[found[i]!]!]!
      return keys
    }
    const values = (sort === 'popular' ? sales : prices).values()
    const sign = sort === 'cheapest' ? 1 : -1
    for (let i = 0; i < found.length; i++) keys[i] = sign * values[found[i]!]!
    return keys
  }

  function rankOf(seller: string): number {
    const { sold = 0, cheated = 0, silent = 0 } = sellers.get(seller) ?? {}
    return -((sold + 1) / (sold + 2 + 20 * cheated + 3 * silent))
  }
}
export type ListingIndex = ReturnType<typeof createListingIndex>

/** Which field something is in, with one more on either side for what is beyond. */
function fieldOf(distance: number, size: number): number {
  return Math.max(0, Math.min(fieldsAcross + 1, Math.floor(distance / size) + 1))
}

function overlaps(a: ListingFacts['box'], b: NonNullable<ListingFilter['box']>): boolean {
  return a !== undefined && a.south <= b.north && a.north >= b.south && a.west <= b.east && a.east >= b.west
}

/** Keeps the `count` least in a sorted list while passing over the rest once; of equals the last come first. */
function selectFirst(keys: Float64Array, count: number): number[] {
  const best: number[] = []
  // From the end, so that what equals the last one kept is never better.
  for (let i = keys.length - 1; i >= 0; i--) {
    const key = keys[i]!
    if (best.length === count && key >= keys[best[count - 1]!]!) continue
    let low = 0
    let high = best.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (key < keys[best[middle]!]!) high = middle
      else low = middle + 1
    }
    best.splice(low, 0, i)
    if (best.length > count) best.pop()
  }
  return best
}

function countMisses(candidates: Ints, column: Ints, code: number, misses: Uint8Array): void {
  for (let i = 0; i < candidates.length; i++) if (column[candidates[i]!] !== code) misses[i]!++
}

function tally(found: Ints, column: Ints, size: number): Int32Array {
  const tallies = new Int32Array(size)
  for (let i = 0; i < found.length; i++) tallies[column[found[i]!]!]!++
  return tallies
}

/** Adds what misses nothing but this facet. */
function tallyMissed(
  candidates: Ints,
  column: Ints,
  { code, misses, tallies }: { code: number; misses: Uint8Array; tallies: Int32Array },
): void {
  for (let i = 0; i < candidates.length; i++) {
    const found = column[candidates[i]!]!
    if (misses[i] === 1 && found !== code) tallies[found]!++
  }
}

/** Numbers by row, in one block of memory that grows. */
function createColumn(Values: typeof Int32Array | typeof Float64Array = Int32Array) {
  let values = new Values(1_024)
  return {
    values: () => values,
    set(row: number, value: number): void {
      if (row >= values.length) {
        const grown = new Values(values.length * 2)
        grown.set(values)
        values = grown
      }
      values[row] = value
    },
  }
}

type Codes = ReturnType<typeof createCodes>

/** Names of a facet as small numbers. */
function createCodes() {
  const names: string[] = []
  const known = new Map<string, number>()
  return {
    size: () => names.length,
    codeOf(name: string): number {
      const code = known.get(name) ?? names.push(name) - 1
      known.set(name, code)
      return code
    },
    /** -2 for a name that no row has. */
    find: (name: string) => known.get(name) ?? -2,
    nameOf: (code: number) => names[code]!,
    name: (tallies: Int32Array) =>
      Object.fromEntries(
        [...tallies].flatMap((count, code) => (count > 0 && names[code] ? [[names[code], count]] : [])),
      ),
  }
}

const mostFresh = 2_000

/** Words with the rows that hold them, ascending. A row whose text changes keeps its old words; texts only ever come once. */
function createWords() {
  const rowsOf = new Map<string, number[]>()
  let sorted: string[] = []
  // New words come with each block; to sort all of them each time would cost more than to look through a few.
  let fresh: string[] = []

  /** All words that begin so. */
  function complete(start: string): string[] {
    if (fresh.length > mostFresh) {
      sorted = [...sorted, ...fresh].sort()
      fresh = []
    }
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]! < start) low = middle + 1
      else high = middle
    }
    const found = fresh.filter((word) => word.startsWith(start))
    for (let i = low; i < sorted.length && sorted[i]!.startsWith(start); i++) found.push(sorted[i]!)
    return found
  }

  return {
    add(row: number, tokens: readonly string[]): void {
      for (const token of tokens) {
        const list = rowsOf.get(token)
        if (list) list.push(row)
        else {
          rowsOf.set(token, [row])
          fresh.push(token)
        }
      }
    },
    /** Returns the rows that hold every word, or the beginning of it, ascending. */
    find(tokens: readonly string[], size: number): Ints {
      if (tokens.length === 0) return new Int32Array()
      // How many of the words each row has had so far.
      const held = new Uint8Array(size)
      tokens.forEach((token, i) => {
        for (const whole of complete(token))
          for (const row of rowsOf.get(whole)!) if (held[row] === i) held[row] = i + 1
      })
      const found = new Int32Array(size)
      let count = 0
      for (let row = 0; row < size; row++) if (held[row] === tokens.length) found[count++] = row
      return found.subarray(0, count)
    },
  }
}
