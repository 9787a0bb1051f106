import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

/** Returns what a reader of figures has to know about the machine; the load says who else was at work. */
export function describeMachine(): string {
  const cores = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  return `${new Date().toISOString().slice(0, 10)}, ${cores}, ${memory}, Node ${process.versions.node}, load ${formatLoad()}`
}

/** Returns the load of the last minute. */
export function formatLoad(): string {
  return loadavg()[0]!.toFixed(1)
}
