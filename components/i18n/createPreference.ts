/** A choice of the reader, kept in this browser and shared by its tabs. */
export type Preference<value extends string> = {
  get(): value | undefined
  set(value: value | undefined): void
  subscribe(listener: () => void): () => void
}

/** Returns a preference that accepts only the given values, or texts of one form; where storage is blocked it lasts as long as the page. */
export function createPreference<const value extends string>(
  key: string,
  values: readonly value[] | ((text: string) => text is value),
): Preference<value> {
  const listeners = new Set<() => void>()
  let current: value | undefined
  let loaded = false
  const isOne = (text: string): text is value =>
    typeof values === 'function' ? values(text) : values.some((value) => value === text)
  const accept = (text: string | null) => (text !== null && isOne(text) ? text : undefined)
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const onStorage = (event: StorageEvent) => {
    if (event.key !== key) return
    current = accept(event.newValue)
    tell()
  }
  return {
    get: () => {
      if (!loaded) current = accept(readStorage(key))
      loaded = true
      return current
    },
    set: (value) => {
      current = value
      loaded = true
      writeStorage(key, value)
      tell()
    },
    subscribe: (listener) => {
      if (listeners.size === 0) window.addEventListener('storage', onStorage)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) window.removeEventListener('storage', onStorage)
      }
    },
  }
}

function readStorage(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function writeStorage(key: string, value: string | undefined) {
  try {
    if (value === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Blocked storage: the choice holds until the page is left.
  }
}
