export type Metrics = {
  record(method: string, milliseconds: number, failed: boolean): void
  /** In the Prometheus text format. */
  format(gauges: Readonly<Record<string, number>>): string
}

type Tally = { ok: number; failed: number; milliseconds: number; slowest: number }

/** Returns counters per method; only names in `known` get a line of their own, so callers cannot grow the page. */
export function createMetrics(known: Iterable<string>): Metrics {
  const tallies = new Map<string, Tally>()
  for (const method of known) tallies.set(method, emptyTally())
  const unknown = emptyTally()
  return {
    record(method, milliseconds, failed) {
      const tally = tallies.get(method) ?? unknown
      if (failed) tally.failed++
      else tally.ok++
      tally.milliseconds += milliseconds
      if (milliseconds > tally.slowest) tally.slowest = milliseconds
    },
    format: (gauges) => formatText([...tallies, ['unknown', unknown]], gauges),
  }
}

function emptyTally(): Tally {
  return { ok: 0, failed: 0, milliseconds: 0, slowest: 0 }
}

function formatText(tallies: readonly [string, Tally][], gauges: Readonly<Record<string, number>>): string {
  const used = tallies.filter(([, tally]) => tally.ok + tally.failed > 0)
  const lines = Object.entries(gauges).flatMap(([name, value]) => [`# TYPE ${name} gauge`, `${name} ${value}`])
  lines.push('# TYPE qood_rpc_requests_total counter')
  for (const [method, { ok, failed }] of used) {
    lines.push(`qood_rpc_requests_total{method="${method}",outcome="ok"} ${ok}`)
    lines.push(`qood_rpc_requests_total{method="${method}",outcome="error"} ${failed}`)
  }
  lines.push('# TYPE qood_rpc_seconds_total counter')
  for (const [method, tally] of used) {
    lines.push(`qood_rpc_seconds_total{method="${method}"} ${(tally.milliseconds / 1000).toFixed(6)}`)
  }
  lines.push('# TYPE qood_rpc_slowest_seconds gauge')
  for (const [method, tally] of used) {
    lines.push(`qood_rpc_slowest_seconds{method="${method}"} ${(tally.slowest / 1000).toFixed(6)}`)
  }
  return `${lines.join('\n')}\n`
}
