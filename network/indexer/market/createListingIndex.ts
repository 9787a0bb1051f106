import type { ListingFilter } from '../../../lib/market/ListingRow.ts'
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
  token: string
  /** In 10 ** 12 of the smallest unit. */
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

export type Found = { total: number; positions: number[]; facets: Facets }

/** Returns an empty index. */
export function createListingIndex() {
  const rows: ListingFacts[] = []
  const numbers = new Map<string, number>()
  const sellers = new Map<string, SellerFacts>()
  const codes = Object.fromEntries(facetNames.map((name) => [name, createCodes()])) as Record<FacetName, Codes>
  const columns = Object.fromEntries(facetNames.map((name) => [name, [] as number[]])) as Record<FacetName, number[]>
  const words = createWords()

  return {
    size: () => rows.length,
    put(facts: ListingFacts): void {
      const number = numbers.get(facts.id) ?? rows.length
      const before = rows[number]
      numbers.set(facts.id, number)
      rows[number] = facts
      for (const name of facetNames) columns[name][number] = codes[name].codeOf(facts[name])
      if (before?.text !== facts.text) words.add(number, searchTokens(facts.text))
    },
    putSeller: (seller: string, facts: SellerFacts) => void sellers.set(seller, facts),
    search(filter: ListingFilter, page: { offset: number; limit: number; nowS: number }): Found {
      const fits = compile(filter, page.nowS)
      const found: number[] = []
      const candidates = filter.text ? words.find(searchTokens(filter.text)) : undefined
      const wanted = facetNames.map((name) => (filter[name] === undefined ? -1 : codes[name].find(filter[name])))
      const tallies = facetNames.map((name) => new Int32Array(codes[name].size()))
      const visit = (number: number) => {
        if (!fits(rows[number]!)) return
        // A facet's counts are those that one would get by changing that facet alone.
        let misses = 0
        let missed = 0
        for (let i = 0; i < facetNames.length; i++) {
          const code = wanted[i]!
          if (code === -1 || columns[facetNames[i]!][number] === code) continue
          misses++
          missed = i
        }
        if (misses > 1) return
        if (misses === 1) {
          tallies[missed]![columns[facetNames[missed]!][number]!]!++
          return
        }
        found.push(number)
        for (let i = 0; i < facetNames.length; i++) tallies[i]![columns[facetNames[i]!][number]!]!++
      }
      if (candidates) for (const number of candidates) visit(number)
      else for (let number = 0; number < rows.length; number++) visit(number)
      const chosen = pick(found, filter.sort ?? 'newest', page)
      const facets = Object.fromEntries(facetNames.map((name, i) => [name, codes[name].name(tallies[i]!)])) as Facets
      return { total: found.length, positions: chosen.map((number) => rows[number]!.position), facets }
    },
  }

  function compile(filter: ListingFilter, nowS: number): (row: ListingFacts) => boolean {
    const { box, fromMs, toMs, maxPrice, seller, dataSet } = filter
    return (row) => {
      if (!filter.includesClosed && (!row.isOpen || row.expiresAt <= nowS)) return false
      if (seller !== undefined && row.seller !== seller) return false
      if (dataSet !== undefined && row.dataSet !== dataSet) return false
      if (maxPrice !== undefined && row.priceMicro > maxPrice) return false
      if (filter.isFree && row.priceMicro > 0) return false
      if (fromMs !== undefined && row.toMs < fromMs) return false
      if (toMs !== undefined && (row.fromMs === 0 || row.fromMs > toMs)) return false
      if (box && !overlaps(row.box, box)) return false
      if (!filter.isProven) return true
      const record = sellers.get(row.seller)
      return record !== undefined && record.sold > 0 && record.cheated === 0
    }
  }

  /** The rows of one page, in order: found by a heap's worth of work, not by sorting everything. */
  function pick(found: number[], sort: NonNullable<ListingFilter['sort']>, page: { offset: number; limit: number }) {
    const end = page.offset + page.limit
    // Rows come in the order of the chain.
    if (sort === 'newest') return found.slice(Math.max(0, found.length - end), found.length - page.offset).reverse()
    const key = keyOf(sort)
    const keys = new Float64Array(found.length)
    for (let i = 0; i < found.length; i++) keys[i] = key(rows[found[i]!]!)
    if (found.length > 4 * end) return selectFirst(found, keys, end).slice(page.offset)
    const order = found.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]! || b - a)
    return order.slice(page.offset, end).map((i) => found[i]!)
  }

  function keyOf(sort: 'cheapest' | 'dearest' | 'popular' | 'trusted'): (row: ListingFacts) => number {
    if (sort === 'cheapest') return (row) => row.priceMicro
    if (sort === 'dearest') return (row) => -row.priceMicro
    if (sort === 'popular') return (row) => -row.sold
    return (row) => {
      const { sold = 0, cheated = 0, silent = 0 } = sellers.get(row.seller) ?? {}
      return -((sold + 1) / (sold + 2 + 20 * cheated + 3 * silent))
    }
  }
}
export type ListingIndex = ReturnType<typeof createListingIndex>

function overlaps(a: ListingFacts['box'], b: NonNullable<ListingFilter['box']>): boolean {
  return a !== undefined && a.south <= b.north && a.north >= b.south && a.west <= b.east && a.east >= b.west
}

/** Keeps the `count` least in a sorted list while passing over the rest once. */
function selectFirst(found: readonly number[], keys: Float64Array, count: number): number[] {
  const best: number[] = []
  const before = (a: number, b: number) => keys[a]! - keys[b]! || b - a
  for (let i = 0; i < found.length; i++) {
    if (best.length === count && before(i, best[count - 1]!) >= 0) continue
    let low = 0
    let high = best.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (before(i, best[middle]!) < 0) high = middle
      else low = middle + 1
    }
    best.splice(low, 0, i)
    if (best.length > count) best.pop()
  }
  return best.map((i) => found[i]!)
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
    name: (tallies: Int32Array) =>
      Object.fromEntries(
        [...tallies].flatMap((count, code) => (count > 0 && names[code] ? [[names[code], count]] : [])),
      ),
  }
}

/** Words with the rows that hold them, ascending. A row whose text changes keeps its old words; texts only ever come once. */
function createWords() {
  const rowsOf = new Map<string, number[]>()
  let sorted: string[] | undefined

  /** All words that begin so. */
  function complete(start: string): string[] {
    sorted ??= [...rowsOf.keys()].sort()
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]! < start) low = middle + 1
      else high = middle
    }
    const found: string[] = []
    for (let i = low; i < sorted.length && sorted[i]!.startsWith(start); i++) found.push(sorted[i]!)
    return found
  }

  function rowsWith(word: string): Set<number> {
    const union = new Set<number>()
    for (const whole of complete(word)) for (const row of rowsOf.get(whole)!) union.add(row)
    return union
  }

  return {
    add(row: number, tokens: readonly string[]): void {
      for (const token of tokens) {
        const list = rowsOf.get(token)
        if (list) list.push(row)
        else {
          rowsOf.set(token, [row])
          sorted = undefined
        }
      }
    },
    /** Returns the rows that hold every word, or the beginning of it, ascending. */
    find(tokens: readonly string[]): number[] {
      if (tokens.length === 0) return []
      const sets = tokens.map(rowsWith).sort((a, b) => a.size - b.size)
      const [least, ...others] = sets
      return [...least!].filter((row) => others.every((set) => set.has(row))).sort((a, b) => a - b)
    },
  }
}
