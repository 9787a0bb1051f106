import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { GenesisAccount, GenesisAlloc } from '../../lib/engine/createGenesis.ts'
import { type ChainGenesis, createChainGenesis } from '../genesis/createChainGenesis.ts'
import { developmentAccounts, developmentChainId, developmentProducers } from '../genesis/developmentKeys.ts'
import { balanceSlot, createSenders, holderAddress, token } from './accounts.ts'
import { compileToken } from './compileToken.ts'

/** Long ago, so that chains of any length can be prepared without running ahead of the clock. */
export const genesisTime = Date.UTC(2024, 0, 1) / 1_000
const ether: Hex = `0x${(10n ** 18n).toString(16)}`
const balance: Hex = `0x${(10n ** 24n).toString(16).padStart(64, '0')}`

export type BenchGenesisOptions = {
  /** Balances in the token, those of the senders among them. */
  slots: number
  /** How many seal; fewer make long chains cheap to prepare. */
  producers: number
}

/** Returns senders with ether and tokens, and a token with that many balances. */
export function createBenchAlloc(slots: number): GenesisAlloc {
  const senders = createSenders()
  const alloc: Record<Address, GenesisAccount> = {}
  const storage: Record<Hex, Hex> = {}
  for (const { address } of senders) {
    alloc[address] = { balance: ether }
    storage[balanceSlot(address)] = balance
  }
  for (let index = senders.length; index < slots; index++) storage[balanceSlot(holderAddress(index))] = balance
  alloc[token] = { balance: '0x0', nonce: '0x1', code: compileToken(), storage }
  return alloc
}

/** Returns the development chain with the token and its holders in it. */
export async function createBenchGenesis({ slots, producers }: BenchGenesisOptions): Promise<ChainGenesis> {
  const [foundation, team] = developmentAccounts(developmentChainId, 2).map(({ address }) => address)
  const genesis = await createChainGenesis({
    chainId: developmentChainId,
    timestamp: genesisTime,
    shuffled: true,
    candidates: developmentProducers(developmentChainId, producers).map(({ address }, index) => ({
      address,
      name: `Producer ${index}`,
      stakeQdt: 1_000_000n,
    })),
    foundation: foundation!,
    team: team!,
    holders: [],
  })
  return { ...genesis, alloc: { ...genesis.alloc, ...createBenchAlloc(slots) } }
}
