import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { unsealedHeader } from '../../../lib/chain/fixtures/sealHeader.ts'
import type { StateDiff } from '../../../lib/engine/StateReader.ts'
import type { SettlerOptions } from './createSettler.ts'
import { initStore, type Store } from './openStore.ts'
import { hashOf } from './testBlock.ts'

/** Stores in scratch directories, for tests that do not care what the blocks mean. */
const directories: string[] = []
afterAll(async () => {
  await Promise.all(directories.map((path) => rm(path, { recursive: true, force: true })))
})

export async function scratchDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'qood-store-'))
  directories.push(path)
  return path
}

export function emptyDiff(): StateDiff {
  return { nodes: new Map(), codes: new Map() }
}

export async function createTestStore(
  stateWindow: number,
  diff = emptyDiff(),
  settling?: SettlerOptions,
): Promise<{ store: Store; path: string }> {
  const path = await scratchDirectory()
  const genesisHash = hashOf(0)
  const meta = { version: 4, chainId: 72_018, consensus: 'qbft', genesisHash, stateWindow } as const
  return {
    store: await initStore({ path, meta, settling }, { header: { ...unsealedHeader, number: 0 }, diff }),
    path,
  }
}
