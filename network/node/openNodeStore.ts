import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadKeccak } from '../../lib/bytes/keccak256.ts'
import { hashQbftHeader } from '../../lib/chain/hashHeader.ts'
import { createGenesis } from '../../lib/engine/createGenesis.ts'
import { BaseError } from '../../lib/errors.ts'
import type { ChainGenesis } from '../genesis/createChainGenesis.ts'
import { createDevelopmentGenesis } from '../genesis/createDevelopmentGenesis.ts'
import { importChain } from './importChain.ts'
import { initStore, openStore, readStoreMeta, type Store } from './store/openStore.ts'

export type StoreChoice = {
  data: string
  /** How many states are kept; 0 keeps all. */
  stateWindow: number
  /** Serve this Ethereum chain instead of our own. */
  imported?: { genesisPath: string; chainPath: string } | undefined
  /** Another beginning than the development chain's, for benchmarks and tests. */
  genesis?: ChainGenesis | undefined
}

/** Where the chain lies inside a data directory. */
export function storePath(data: string): string {
  return join(data, 'chain')
}

/** Opens the chain in the data directory, or begins it. A directory that holds another chain is left alone. */
export async function openNodeStore(choice: StoreChoice): Promise<{ store: Store; genesis: ChainGenesis | undefined }> {
  await loadKeccak()
  const path = storePath(choice.data)
  await mkdir(path, { recursive: true })
  const found = await readStoreMeta({ path })
  if (choice.imported) {
    if (found) throw new OccupiedDataError(found.genesisHash)
    const genesis = JSON.parse(await readFile(choice.imported.genesisPath, 'utf8'))
    const store = await importChain({ path, genesis, chain: await readFile(choice.imported.chainPath) })
    return { store, genesis: undefined }
  }
  const genesis = choice.genesis ?? (await createDevelopmentGenesis())
  const { header, diff } = createGenesis(genesis)
  const genesisHash = hashQbftHeader(header)
  if (found && found.genesisHash !== genesisHash) throw new OtherChainError(genesisHash, found.genesisHash)
  if (found) return { store: openStore({ path }), genesis }
  const { stateWindow } = choice
  const meta = { version: 4, chainId: genesis.chainId, consensus: 'qbft', genesisHash, stateWindow } as const
  return { store: await initStore({ path, meta }, { header, diff }), genesis }
}

export class OccupiedDataError extends BaseError {
  override readonly name = 'Node.OccupiedDataError'
  constructor(genesisHash: string) {
    super(`Expected an empty data directory for the import, found the chain of genesis ${genesisHash}.`, {
      metaMessages: ['Choose another directory with --data.'],
    })
  }
}

export class OtherChainError extends BaseError {
  override readonly name = 'Node.OtherChainError'
  constructor(expected: string, found: string) {
    super(`Expected the chain of genesis ${expected} in the data directory, found that of ${found}.`, {
      metaMessages: ['It was made by another version. Keep it with --data ELSEWHERE, or begin anew with --reset.'],
    })
  }
}
