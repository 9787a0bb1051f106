import type { IndexStore } from '../IndexStore.ts'
import { readBuild } from '../indexProgress.ts'
import { createListingIndex, type ListingIndex } from './createListingIndex.ts'

type State = {
  index: ListingIndex
  revision: number
  /** Of the index that is in memory. */
  build: string | undefined
  sellers: number
  running: Promise<void> | undefined
}
type Row = {
  position: number
  id: string
  revision: number
  data_set: string
  seller: string
  publisher: string
  token: string
  price_micro: number
  is_open: number
  expires_at: number
  data_class: string
  sold: number
  title: string | null
  summary: string | null
  kind: string | null
  vehicle_class: string | null
  place: string | null
  south: number | null
  west: number | null
  north: number | null
  east: number | null
  from_ms: number | null
  to_ms: number | null
  dictionary: string | null
  fields: string | null
}

const states = new WeakMap<IndexStore, State>()
const rowsPerRead = 10_000

/** Returns the listings in memory, brought up to what the store holds now. */
export async function refreshListings(store: IndexStore): Promise<ListingIndex> {
  const state = states.get(store) ?? emptyState()
  states.set(store, state)
  state.running ??= refresh(store, state).finally(() => {
    state.running = undefined
  })
  await state.running
  return state.index
}

const emptyState = (): State => ({
  index: createListingIndex(),
  revision: 0,
  build: undefined,
  sellers: 0,
  running: undefined,
})

async function refresh(store: IndexStore, state: State): Promise<void> {
  const build = await readBuild(store)
  // The index was begun anew: what is in memory is of another chain.
  if (build !== state.build) Object.assign(state, emptyState(), { build, running: state.running })
  await readNews(store, state)
  // Begun anew in the meantime: what was read is of both.
  if ((await readBuild(store)) !== build) await refresh(store, state)
}

async function readNews(store: IndexStore, state: State): Promise<void> {
  for (;;) {
    const rows = await store.all<Row>(
      `SELECT l.position, l.id, l.revision, l.data_set, l.seller, l.token, l.price_micro, l.is_open, l.expires_at,
         l.data_class, l.sold, d.publisher, d.title, d.summary, d.kind, d.vehicle_class, d.place, d.south, d.west, d.north, d.east,
         d.from_ms, d.to_ms, d.dictionary, d.fields
       FROM listings l JOIN data_sets d ON d.id = l.data_set WHERE l.revision > ? ORDER BY l.revision LIMIT ?`,
      [state.revision, rowsPerRead],
    )
    for (const row of rows) state.index.put(factsOf(row))
    state.revision = rows.at(-1)?.revision ?? state.revision
    if (rows.length < rowsPerRead) break
  }
  const sellers = await store.all<{ seller: string; sold: number; cheated: number; silent: number; revision: number }>(
    'SELECT seller, sold, cheated, silent, revision FROM sellers WHERE revision > ? ORDER BY revision',
    [state.sellers],
  )
  for (const { seller, ...facts } of sellers) state.index.putSeller(seller, facts)
  state.sellers = sellers.at(-1)?.revision ?? state.sellers
}

function factsOf(row: Row) {
  const { south, west, north, east } = row
  return {
    ...{ position: row.position, id: row.id, dataSet: row.data_set, seller: row.seller, token: row.token },
    publisher: row.publisher,
    ...{ priceMicro: row.price_micro, isOpen: row.is_open === 1, expiresAt: row.expires_at, dataClass: row.data_class },
    kind: row.kind ?? '',
    vehicleClass: row.vehicle_class ?? '',
    place: row.place ?? '',
    dictionary: row.dictionary ?? '',
    box: south === null ? undefined : { south, west: west!, north: north!, east: east! },
    fromMs: row.from_ms ?? 0,
    toMs: row.to_ms ?? 0,
    sold: row.sold,
    text: [row.title, row.summary, row.place, row.fields].filter(Boolean).join(' '),
  }
}
