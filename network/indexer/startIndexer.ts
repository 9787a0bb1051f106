import { startApi } from './api/startApi.ts'
import { indexTables, indexVersion } from './indexTables.ts'
import { openIndexStore } from './openIndexStore.ts'
import { type IndexState, startFollower } from './startFollower.ts'

export type IndexerOptions = {
  /** The path of a SQLite file, or a PostgreSQL connection string. */
  database: string
  rpcUrl: string
  wsUrl: string
  /** 0 takes any free port. */
  port: number
  onLog?: (line: string) => void
}

export type Indexer = { url: string; state(): IndexState; stop(): Promise<void> }

/** Follows a node and answers over HTTP. Resolves when it listens; what is missing of the chain comes after. */
export async function startIndexer({ database, onLog, port, ...node }: IndexerOptions): Promise<Indexer> {
  const store = await openIndexStore(database)
  const follower = startFollower({ ...node, store, tables: indexTables, version: indexVersion, onLog })
  try {
    const onFault = (path: string, error: unknown) => onLog?.(`failed to answer ${path}: ${String(error)}`)
    const api = await startApi({ store, state: follower.state, port, onFault })
    return {
      url: `http://127.0.0.1:${api.port}`,
      state: follower.state,
      async stop() {
        await api.stop()
        await follower.stop()
        await store.close()
      },
    }
  } catch (error) {
    await follower.stop()
    await store.close()
    throw error
  }
}
