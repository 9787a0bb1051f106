/** Returns a text that this browser keeps, shared by its tabs. Where nothing may be kept it lasts as long as the page. */
export function createKeptText(key: string) {
  const listeners = new Set<() => void>()
  let kept: string | null | undefined
  const read = (): string | null => {
    try {
      return localStorage.getItem(key)
    } catch {
      return kept ?? null
    }
  }
  return {
    read,
    write(text: string | undefined): void {
      kept = text ?? null
      try {
        if (text === undefined) localStorage.removeItem(key)
        else localStorage.setItem(key, text)
      } catch {
        // A full or forbidden store is no reason to fail: `kept` has it.
      }
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener: () => void): () => void {
      const onStorage = (event: StorageEvent) => event.key === key && listener()
      window.addEventListener('storage', onStorage)
      listeners.add(listener)
      return () => {
        window.removeEventListener('storage', onStorage)
        listeners.delete(listener)
      }
    },
  }
}
