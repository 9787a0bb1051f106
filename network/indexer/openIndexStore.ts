import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { IndexStore } from './IndexStore.ts'

/** Opens the database that the text names: a PostgreSQL connection string, or the path of a SQLite file. */
export async function openIndexStore(place: string): Promise<IndexStore> {
  if (/^postgres(ql)?:\/\//.test(place)) {
    const { openPostgresStore } = await import('./openPostgresStore.ts')
    return openPostgresStore(place)
  }
  const { openSqliteStore } = await import('./openSqliteStore.ts')
  mkdirSync(dirname(place), { recursive: true })
  return openSqliteStore(place)
}
