import { type Hex, keccak256, pad, toBytes, toHex } from 'viem'
import type { Contract, GasBench } from './gasBench.ts'

/** What an action cost when the thing that grows had these sizes. */
export type GrowthRow = { action: string; of: string; gas: readonly [size: number, gas: number][] }

const unit = 10n ** 18n
const bond = 100_000n * unit
const stakeOf = 1_000_000n * unit
const candidateCount = 25

/** Repeats an action and returns what it cost at each of the sizes. */
async function grow(sizes: readonly number[], act: (index: number) => Promise<number>): Promise<[number, number][]> {
  const found: [number, number][] = []
  for (let index = 1; index <= sizes.at(-1)!; index++) {
    const gas = await act(index)
    if (sizes.includes(index)) found.push([index, gas])
  }
  return found
}

/** Lists a data set again and again; every other action on listings is measured on the newest. */
export async function growListings(options: {
  list: (index: number) => Promise<number>
  buy: (index: number) => Promise<number>
}): Promise<GrowthRow[]> {
  const sizes = [100, 1_000, 10_000]
  const bought: [number, number][] = []
  const listed = await grow(sizes, async (index) => {
    const gas = await options.list(index)
    if (sizes.includes(index)) bought.push([index, await options.buy(index)])
    return gas
  })
  return [
    { action: 'List', of: 'listings', gas: listed },
    { action: 'Pay', of: 'listings', gas: bought },
  ]
}

export async function growRecords(record: () => Promise<number>): Promise<GrowthRow[]> {
  return [{ action: 'Write a record', of: 'records of the car', gas: await grow([10, 100, 1_000], record) }]
}

/** Stakes and votes as one new voter after the other, for the same candidates. */
export async function growVoters(bench: GasBench, foundation: Hex): Promise<GrowthRow[]> {
  const { qdt, election, candidates } = await deployElection(bench, foundation)
  const staked: [number, number][] = []
  const voted = await grow([10, 100, 1_000], async (index) => {
    const voter = pad(toHex(0x70_000 + index), { size: 20 })
    await bench.unlock(voter)
    await bench.send(foundation, qdt, 'transfer', [voter, 100n * unit])
    await bench.send(voter, qdt, 'approve', [election.address, 2n ** 256n - 1n])
    const gas = await bench.send(voter, election, 'stake', [10n * unit])
    if ([10, 100, 1_000].includes(index)) staked.push([index, gas])
    return bench.send(voter, election, 'vote', [candidates.slice(0, 3)])
  })
  return [
    { action: 'Stake', of: 'voters', gas: staked },
    { action: 'Vote for three', of: 'voters', gas: voted },
  ]
}

async function deployElection(bench: GasBench, foundation: Hex) {
  const candidates = Array.from({ length: candidateCount }, (_, index) => pad(toHex(0xca_000 + index), { size: 20 }))
  const issuanceAddress = await bench.futureAddress(1)
  const electionAddress = await bench.futureAddress(3)
  const genesisTime = await bench.now()
  const staked = BigInt(candidateCount) * (bond + stakeOf)
  const qdt: Contract = await bench.deploy('QDT', [
    {
      issuance: issuanceAddress,
      governor: foundation,
      genesisTime,
      shortfall: 1,
      transferCoinDays: unit,
      shortfallFee: unit / 100n,
      holders: [electionAddress, foundation],
      amounts: [staked, 4_900_000_000n * unit - staked],
      exempt: [electionAddress, issuanceAddress],
    },
  ])
  await bench.deploy('Issuance', [qdt.address, electionAddress, genesisTime])
  const sealReader = await bench.deploy('SealReader', [])
  const election = await bench.deploy('Election', [
    {
      token: qdt.address,
      issuance: issuanceAddress,
      sealReader: sealReader.address,
      genesisTime,
      epochBlocks: 420,
      halfLife: 180 * 86_400,
      unbondTime: 3 * 86_400,
      missLimit: 10,
      bond,
      shuffled: true,
      seed: keccak256(toBytes('seed')),
      candidates: candidates.map((account, index) => ({
        account,
        name: `Candidate ${index}`,
        url: '',
        bond,
        stake: stakeOf,
      })),
      producers: candidates.slice(0, 21),
    },
  ])
  return { qdt, election, candidates }
}
