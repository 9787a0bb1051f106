/** How well the conversation goes, over the last seconds. */
export type Meter = {
  queriesPerSecond: number
  samplesPerSecond: number
  /** 95 of 100 gaps between samples of one parameter are shorter. */
  gapP95Ms: number
  /** From request to reply. */
  latencyMs: number
  /** Failed requests since the connection began, by the error's name. */
  misses: Readonly<Record<string, number>>
  reconnects: number
}

const spanMs = 3000

/** Returns what counts queries and samples; rates are those of the last three seconds. */
export function createMeter() {
  let batches: { atMs: number; samples: number; latencyMs: number }[] = []
  let gaps: { atMs: number; gap: number }[] = []
  const lastOf = new Map<string, number>()
  const misses: Record<string, number> = {}
  let reconnects = 0
  return {
    add(atMs: number, pids: readonly string[], latencyMs: number): void {
      batches.push({ atMs, samples: pids.length, latencyMs })
      for (const pid of pids) {
        const last = lastOf.get(pid)
        if (last !== undefined) gaps.push({ atMs, gap: atMs - last })
        lastOf.set(pid, atMs)
      }
    },
    miss(name: string): void {
      misses[name] = (misses[name] ?? 0) + 1
    },
    reconnected(): void {
      reconnects++
      lastOf.clear()
    },
    read(nowMs: number): Meter {
      batches = batches.filter(({ atMs }) => atMs > nowMs - spanMs)
      gaps = gaps.filter(({ atMs }) => atMs > nowMs - spanMs)
      const seconds = Math.max(1, batches.length > 0 ? (nowMs - batches[0]!.atMs) / 1000 : 1)
      const sorted = gaps.map(({ gap }) => gap).sort((a, b) => a - b)
      return {
        queriesPerSecond: batches.length / seconds,
        samplesPerSecond: batches.reduce((sum, { samples }) => sum + samples, 0) / seconds,
        gapP95Ms: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
        latencyMs: batches.reduce((sum, batch) => sum + batch.latencyMs, 0) / Math.max(1, batches.length),
        misses: { ...misses },
        reconnects,
      }
    },
  }
}
