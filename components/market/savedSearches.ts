export type SavedSearch = { name: string; query: string }

const key = 'qood.searches'
const most = 50
const nothing: readonly SavedSearch[] = []
const listeners = new Set<() => void>()
let read: { text: string | null; list: readonly SavedSearch[] } = { text: null, list: nothing }

function get(): readonly SavedSearch[] {
  const text = localStorage.getItem(key)
  if (text !== read.text) read = { text, list: parse(text) }
  return read.list
}

function parse(text: string | null): readonly SavedSearch[] {
  try {
    const value = JSON.parse(text ?? '[]') as unknown
    return Array.isArray(value) ? value.filter(isSearch).slice(0, most) : nothing
  } catch {
    return nothing
  }
}

function isSearch(value: unknown): value is SavedSearch {
  const { name, query } = (value ?? {}) as Record<string, unknown>
  return typeof name === 'string' && typeof query === 'string'
}

function write(list: readonly SavedSearch[]): void {
  localStorage.setItem(key, JSON.stringify(list))
  for (const listener of listeners) listener()
}

/** Named searches of this browser; nothing in them is secret. */
export const savedSearches = {
  get,
  none: () => nothing,
  add: (search: SavedSearch) => write([search, ...get().filter(({ name }) => name !== search.name)].slice(0, most)),
  remove: (name: string) => write(get().filter((search) => search.name !== name)),
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
