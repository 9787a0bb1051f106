/** The stretch of time that all charts of a trip show. */
export function createTimeView(durationMs: number) {
  const listeners = new Set<() => void>()
  let view = { from: 0, to: Math.max(1000, durationMs) }
  const set = (from: number, to: number) => {
    const span = Math.max(500, Math.min(to - from, durationMs || 1000))
    const start = Math.max(0, Math.min(from, Math.max(0, durationMs - span)))
    view = { from: start, to: start + span }
    for (const listener of listeners) listener()
  }
  return {
    get: () => view,
    set,
    /** Makes the stretch longer or shorter around a time. */
    zoom(factor: number, aroundMs: number) {
      set(aroundMs - (aroundMs - view.from) * factor, aroundMs + (view.to - aroundMs) * factor)
    },
    move: (ms: number) => set(view.from + ms, view.to + ms),
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type TimeView = ReturnType<typeof createTimeView>
