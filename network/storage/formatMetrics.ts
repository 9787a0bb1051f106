import type { StorageHealth } from '../../lib/ipfs/leases.ts'
import type { Storage } from './createStorage.ts'

/** Returns counters and sizes in the text format of Prometheus. */
export function formatMetrics(counters: Storage['counters'], health: StorageHealth): string {
  const gauges = {
    blocks: health.blocks,
    bytes: health.bytes,
    leases: health.leases,
    free_bytes: health.freeBytes,
    peers: health.peers,
    up_seconds: health.upSeconds,
  }
  const totals = {
    blocks_put_total: counters.put,
    bytes_put_total: counters.putBytes,
    blocks_served_total: counters.served,
    bytes_served_total: counters.servedBytes,
    requests_refused_total: counters.refused,
    blocks_collected_total: counters.collected,
    blocks_damaged_total: counters.damaged,
  }
  const format = (values: Record<string, number>, type: string) =>
    Object.entries(values).map(
      ([name, value]) => `# TYPE qood_storage_${name} ${type}\nqood_storage_${name} ${value}\n`,
    )
  return [...format(gauges, 'gauge'), ...format(totals, 'counter')].join('')
}
