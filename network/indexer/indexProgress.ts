import { randomUUID } from 'node:crypto'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { IndexStore, Writer } from './IndexStore.ts'
import type { IndexTable } from './IndexTable.ts'

/** Whose chain the index holds, and up to where. */
export type Progress = { genesisHash: Hex; chainId: number; number: number; hash: Hex }

const metaSchema = `CREATE TABLE IF NOT EXISTS meta (version integer NOT NULL, build text NOT NULL, genesis_hash text NOT NULL,
  chain_id bigint NOT NULL, number bigint NOT NULL, hash text NOT NULL)`

type MetaRow = { version: number; genesis_hash: Hex; chain_id: number; number: number; hash: Hex }

/** Returns how far the index is; undefined where there is none of this version. */
export async function readProgress(store: IndexStore, version: number): Promise<Progress | undefined> {
  await store.write((write) => write.run(metaSchema))
  const [row] = await store.all<MetaRow>('SELECT * FROM meta')
  if (row?.version !== version) return undefined
  return { genesisHash: row.genesis_hash, chainId: row.chain_id, number: row.number, hash: row.hash }
}

/**
 * Returns a name that is another one each time the index is begun anew; undefined while it is empty. What is kept in memory
 * of an index holds for that build alone.
 */
export async function readBuild(store: IndexStore): Promise<string | undefined> {
  const [row] = await store.all<{ build: string }>('SELECT build FROM meta')
  return row?.build
}

/** Notes within the transaction of a block that the index holds it. */
export async function writeProgress(write: Writer, version: number, progress: Progress): Promise<void> {
  if (progress.number > 0) {
    await write.run('UPDATE meta SET number = ?, hash = ?', [progress.number, progress.hash])
    return
  }
  const { genesisHash, chainId, number, hash } = progress
  const build = randomUUID()
  await write.insert('meta', [{ version, build, genesis_hash: genesisHash, chain_id: chainId, number, hash }])
}

/** Drops all that the index holds and makes its tables, empty. */
export async function resetTables(store: IndexStore, tables: readonly IndexTable[]): Promise<void> {
  await store.write(async (write) => {
    await write.run('DROP TABLE IF EXISTS meta')
    await write.run(metaSchema)
    for (const name of tables.flatMap((table) => table.tables)) await write.run(`DROP TABLE IF EXISTS ${name}`)
    for (const statement of tables.flatMap((table) => table.schema)) await write.run(statement)
  })
}
