import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseStorageOrigin } from '../../lib/ipfs/storageAccess.ts'
import { createStorage, defaultStorageLimits, type StorageLimits } from './createStorage.ts'
import { createStorageRoutes } from './createStorageRoutes.ts'
import { openBlockFiles } from './openBlockFiles.ts'
import { openBlockIndex } from './openBlockIndex.ts'
import { type Swarm, startSwarm } from './startSwarm.ts'

export type StorageOptions = {
  folder: string
  /** On 127.0.0.1; 0 takes any free port. */
  httpPort: number
  /** Where it is reached from elsewhere. With any, proofs for these are accepted and for no other; else for where it listens. */
  addresses?: readonly string[]
  /** Without one there is no bitswap: the own store of an agent. */
  swarmPort?: number | undefined
  peers?: readonly string[]
  limits?: Partial<StorageLimits>
  collectMs?: number
  now?: () => number
}

/** Starts a place that keeps blocks: files, their index, the HTTP side, and Helia for bitswap. */
export async function startStorage(options: StorageOptions) {
  const { folder, httpPort, addresses = [], swarmPort, peers = [], collectMs = 60_000, now = Date.now } = options
  const told = addresses.map(parseStorageOrigin)
  mkdirSync(folder, { recursive: true })
  const files = await openBlockFiles(join(folder, 'blocks'))
  const index = openBlockIndex(join(folder, 'index.db'))
  let swarm: Swarm | undefined
  if (swarmPort !== undefined) {
    swarm = await startSwarm({ folder: join(folder, 'peer'), blockstore: files.blockstore, port: swarmPort, peers })
  }
  const limits = { ...defaultStorageLimits, ...options.limits }
  const storage = createStorage({ index, files, limits, now, pull: swarm?.pull })
  const node = swarm?.node ?? index.name()
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 120_000, keepAliveTimeout: 30_000 })
  server.listen(httpPort, '127.0.0.1')
  await once(server, 'listening')
  const http = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const origins = told.length > 0 ? told : [parseStorageOrigin(http)]
  server.on('request', createStorageRoutes({ storage, node, origins, swarm, now }))

  let working: Promise<unknown> = storage.reconcile().catch(console.error)
  const timer = setInterval(() => {
    working = working.then(storage.collect).catch(console.error)
  }, collectMs)

  return {
    storage,
    node,
    endpoints: { http, ...(swarm && { swarm: swarm.addresses()[0]! }) } as { http: string; swarm?: string },
    async stop(): Promise<void> {
      clearInterval(timer)
      storage.stop()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      await swarm?.stop()
      await working
      index.close()
    },
  }
}
