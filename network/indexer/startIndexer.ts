import { startApi } from './api/startApi.ts'
import { indexTables, indexVersion } from './indexTables.ts'
import { startDescribing } from './market/startDescribing.ts'
import { openIndexStore } from './openIndexStore.ts'
import { type IndexState, startFollower } from './startFollower.ts'

export type IndexerOptions = {
  /** The path of a SQLite file, or a PostgreSQL connection string. */
  database: string
  rpcUrl: string
  wsUrl: string
  /** 0 takes any free port. */
  port: number
  /** Where descriptions of data sets lie. */
  storage?: readonly string[]
  onLog?: (line: string) => void
}

export type Indexer = { url: string; state(): IndexState; stop(): Promise<void> }

/** Follows a node and answers over HTTP. Resolves when it listens; what is missing of the chain comes after. */
export async function startIndexer({ database, onLog, port, storage = [], ...node }: IndexerOptions): Promise<Indexer> {
  const store = await openIndexStore(database)
  const follower = startFollower({ ...node, store, tables: indexTables, version: indexVersion, onLog })
  const describing = startDescribing({ store, nodes: storage.map((http) => ({ http })), onLog })
  try {
    const onFault = (path: string, error: unknown) => onLog?.(`failed to answer ${path}: ${String(error)}`)
    const api = await startApi({ store, state: follower.state, port, onFault })
    return {
      url: `http://127.0.0.1:${api.port}`,
      state: follower.state,
      async stop() {
        await api.stop()
        await describing.stop()
        await follower.stop()
        await store.close()
      },
    }
  } catch (error) {
    await describing.stop()
    await follower.stop()
    await store.close()
    throw error
  }
}
