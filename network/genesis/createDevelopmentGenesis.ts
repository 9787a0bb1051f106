import { concat, encodeAbiParameters } from 'viem'
import { type Address, encodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { keccak256 } from '../../lib/bytes/keccak256.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { allocationAbi } from '../../lib/contracts/Allocation.ts'
import { allocationBytecode } from '../../lib/contracts/bytecode/Allocation.ts'
import { electionBytecode } from '../../lib/contracts/bytecode/Election.ts'
import { issuanceBytecode } from '../../lib/contracts/bytecode/Issuance.ts'
import { qdtBytecode } from '../../lib/contracts/bytecode/QDT.ts'
import { electionAbi } from '../../lib/contracts/Election.ts'
import { issuanceAbi } from '../../lib/contracts/Issuance.ts'
import { qdtAbi } from '../../lib/contracts/QDT.ts'
import type { GenesisAlloc } from '../../lib/engine/createGenesis.ts'
import { developmentAccounts, developmentChainId, developmentProducers } from './developmentKeys.ts'
import { runConstructors } from './runConstructors.ts'

/** What both engines start from: the embedded chain, and a Besu network of the same state. */
export type ChainGenesis = {
  chainId: number
  timestamp: number
  gasLimit: bigint
  extraData: Hex
  epochBlocks: number
  alloc: GenesisAlloc
}

const { qdt, election, issuance, allocation } = systemContracts
const deployer: Address = '0x0000000000000000000000000000000000001000'
const unit = 10n ** 18n
const million = 1_000_000n * unit
const seats = 21
const epochBlocks = 420
const days = 86_400

/** Empty vanity, no validators, no vote, round 0, no seals: the contract elects. */
const contractModeExtraData: Hex = '0xe5a00000000000000000000000000000000000000000000000000000000000000000c0c080c0'

const producerNames = [
  'Aosta',
  'Bergen',
  'Cádiz',
  'Dalian',
  'Esbjerg',
  'Fukuoka',
  'Gdynia',
  'Haifa',
  'Izmir',
  'Jinan',
  'Kaunas',
  'Lyon',
  'Malmö',
  'Nantes',
  'Oulu',
  'Porto',
  'Qingdao',
  'Riga',
  'Suzhou',
  'Trento',
  'Ulsan',
  'Varna',
  'Wuhan',
  'Xiamen',
  'Yantai',
]

/**
 * Returns the genesis of the development chain: the system contracts as their constructors leave them, 25 candidates of
 * whom 21 are seated, and funded accounts. The same bytes on every machine. `shuffled` is false for Besu, whose turns go
 * round in order of address.
 */
export async function createDevelopmentGenesis({ shuffled = true } = {}): Promise<ChainGenesis> {
  const chainId = developmentChainId
  const timestamp = Date.UTC(2026, 10, 21) / 1_000
  const accounts = developmentAccounts(chainId)
  const holders = createHolders(accounts.map(({ address }) => address))
  const predeploys = [
    {
      name: 'QDT',
      address: qdt,
      creationCode: concat([qdtBytecode, encodeQdt(timestamp, accounts[0]!.address, holders)]),
    },
    { name: 'Issuance', address: issuance, creationCode: concat([issuanceBytecode, encodeIssuance(timestamp)]) },
    {
      name: 'Allocation',
      address: allocation,
      creationCode: concat([allocationBytecode, encodeAllocation(timestamp, accounts[1]!.address)]),
    },
    {
      name: 'Election',
      address: election,
      creationCode: concat([electionBytecode, encodeElection(timestamp, shuffled)]),
    },
  ]
  const contracts = await runConstructors({ chainId, timestamp, deployer, predeploys })
  const funded = accounts.map(
    ({ address }) => [address, { balance: `0x${(1_000n * unit).toString(16)}` as Hex }] as const,
  )
  return {
    chainId,
    timestamp,
    gasLimit: 60_000_000n,
    extraData: contractModeExtraData,
    epochBlocks,
    alloc: { ...contracts, ...Object.fromEntries(funded) },
  }
}

const teamLock = 1_000n * million
const bond = 100_000n * unit

/** Votes differ, so that the ranking is plain to see: the first candidate has most. */
function createCandidates() {
  return developmentProducers(developmentChainId, producerNames.length).map(({ address }, index) => ({
    account: address,
    name: producerNames[index]!,
    url: '',
    bond,
    stake: (BigInt(producerNames.length - index) * million) / 5n,
  }))
}

/** 49 % of ten billion: the team's part locked, what the candidates staked, a million for each account, the rest for the foundation. */
function createHolders(accounts: readonly Address[]): { address: Address; amount: bigint }[] {
  const staked = createCandidates().reduce((sum, candidate) => sum + candidate.bond + candidate.stake, 0n)
  const each = accounts.slice(1).map((address) => ({ address, amount: million }))
  const given = teamLock + staked + BigInt(each.length) * million
  return [
    { address: allocation, amount: teamLock },
    { address: election, amount: staked },
    { address: accounts[0]!, amount: 4_900n * million - given },
    ...each,
  ]
}

function encodeQdt(genesisTime: number, governor: Address, holders: { address: Address; amount: bigint }[]): Hex {
  const genesis = {
    issuance,
    governor,
    genesisTime,
    shortfall: 1,
    transferCoinDays: unit,
    shortfallFee: unit / 100n,
    holders: holders.map(({ address }) => address),
    amounts: holders.map(({ amount }) => amount),
    exempt: [election, issuance, allocation],
  }
  return encodeArguments(qdtAbi, [genesis])
}

function encodeIssuance(genesisTime: number): Hex {
  return encodeArguments(issuanceAbi, [qdt, election, genesisTime])
}

function encodeAllocation(genesisTime: number, team: Address): Hex {
  return encodeArguments(allocationAbi, [qdt, genesisTime, [team], [teamLock]])
}

function encodeElection(genesisTime: number, shuffled: boolean): Hex {
  const candidates = createCandidates()
  const producers = candidates.slice(0, seats).map(({ account }) => account)
  const genesis = {
    token: qdt,
    issuance,
    genesisTime,
    epochBlocks,
    halfLife: 180 * days,
    unbondTime: 3 * days,
    missLimit: 10,
    bond,
    shuffled,
    seed: encodeHex(keccak256(new TextEncoder().encode('QoodBlock development chain'))),
    candidates,
    producers: producers.sort(),
  }
  return encodeArguments(electionAbi, [genesis])
}

type ConstructorAbi = readonly { type: string; inputs?: readonly unknown[] }[]

function encodeArguments(abi: ConstructorAbi, values: readonly unknown[]): Hex {
  const inputs = abi.find(({ type }) => type === 'constructor')?.inputs ?? []
  return encodeAbiParameters(inputs as never, values as never)
}
