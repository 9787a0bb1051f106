const againMs = 60_000

/**
 * Returns what writes down faults that do not stop the node. One that comes again and again is written once a minute,
 * with how often it came.
 */
export function createWarnings({ write, now }: { write: (line: string) => void; now: () => number }) {
  const seen = new Map<string, { at: number; more: number }>()
  return (source: string, error: unknown): void => {
    const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    const text = `${source}: ${words.split('\n')[0]!.slice(0, 500)}`
    const last = seen.get(text)
    if (last && now() - last.at < againMs) {
      last.more++
      return
    }
    write(`warning: ${text}${last?.more ? ` (and ${last.more} times since the last line)` : ''}`)
    seen.set(text, { at: now(), more: 0 })
    if (seen.size > maxKept) seen.delete(seen.keys().next().value!)
  }
}

const maxKept = 100
