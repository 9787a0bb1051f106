import type { Hex } from '../../lib/bytes/hex.ts'
import { type ChainGenesis, createChainGenesis, unit } from './createChainGenesis.ts'
import { developmentAccounts, developmentChainId, developmentProducers } from './developmentKeys.ts'
import { developmentSetup } from './developmentSetup.ts'

// biome-ignore format: one list
const producerNames = [
  'Aosta', 'Bergen', 'Cádiz', 'Dalian', 'Esbjerg', 'Fukuoka', 'Gdynia', 'Haifa', 'Izmir', 'Jinan', 'Kaunas', 'Lyon', 'Malmö',
  'Nantes', 'Oulu', 'Porto', 'Qingdao', 'Riga', 'Suzhou', 'Trento', 'Ulsan', 'Varna', 'Wuhan', 'Xiamen', 'Yantai',
]

const timestamp = Date.UTC(2026, 10, 21) / 1_000

/**
 * Returns the genesis of the development chain: 25 candidates of whom 21 are seated, and 20 accounts with funds and the
 * roles of the development cast.
 */
export async function createDevelopmentGenesis({ shuffled = true } = {}): Promise<ChainGenesis> {
  const chainId = developmentChainId
  const [foundation, ...others] = developmentAccounts(chainId).map(({ address }) => address)
  // Votes differ, so that the ranking is plain to see.
  const candidates = developmentProducers(chainId, producerNames.length).map(({ address }, index) => ({
    address,
    name: producerNames[index]!,
    stakeQdt: BigInt(producerNames.length - index) * 200_000n,
  }))
  const genesis = await createChainGenesis({
    chainId,
    timestamp,
    shuffled,
    candidates,
    foundation: foundation!,
    team: others[0]!,
    holders: others.map((address) => ({ address, amountQdt: 1_000_000n })),
    calls: await developmentSetup({ chainId, timestamp }),
  })
  const balance: Hex = `0x${(1_000n * unit).toString(16)}`
  const funded = [foundation!, ...others].map((address) => [address, { balance }] as const)
  return { ...genesis, alloc: { ...genesis.alloc, ...Object.fromEntries(funded) } }
}
