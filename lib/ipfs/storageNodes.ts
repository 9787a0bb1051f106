import type { StorageNode } from './StorageNode.ts'

/** Returns the storage nodes among the services that /config.json names: `storage`, `storage2`, ... */
export function storageNodes(
  services: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined,
): readonly StorageNode[] {
  return Object.entries(services ?? {}).flatMap(([name, { http, swarm }]) =>
    /^storage\d*$/.test(name) && http ? [{ http, swarm }] : [],
  )
}
