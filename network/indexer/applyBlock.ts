import type { IndexStore } from './IndexStore.ts'
import type { IndexContext, IndexedBlock, IndexTable } from './IndexTable.ts'
import { type Progress, writeProgress } from './indexProgress.ts'

export type ApplyOptions = {
  store: IndexStore
  tables: readonly IndexTable[]
  version: number
  chain: Pick<Progress, 'genesisHash' | 'chainId'>
  readSchedule: IndexContext['readSchedule']
}

/** Writes a block into all tables in one transaction; returns how far the index then is. */
export async function applyBlock(block: IndexedBlock, options: ApplyOptions): Promise<Progress> {
  const { store, tables, version, chain, readSchedule } = options
  const progress = { ...chain, number: block.number, hash: block.hash }
  await store.write(async (write) => {
    const context = { write, block, chainId: chain.chainId, readSchedule }
    for (const table of tables) await table.onBlock?.(block, context)
    for (const event of block.events) for (const table of tables) await table.onEvent?.(event, context)
    await writeProgress(write, version, progress)
  })
  return progress
}
