import { concat } from 'viem'
import { type Address, encodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { keccak256 } from '../../lib/bytes/keccak256.ts'
import { sortAddresses } from '../../lib/chain/setCommitment.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { allocationAbi } from '../../lib/contracts/Allocation.ts'
import { allocationBytecode } from '../../lib/contracts/bytecode/Allocation.ts'
import { electionBytecode } from '../../lib/contracts/bytecode/Election.ts'
import { issuanceBytecode } from '../../lib/contracts/bytecode/Issuance.ts'
import { qdtBytecode } from '../../lib/contracts/bytecode/QDT.ts'
import { sealReaderBytecode } from '../../lib/contracts/bytecode/SealReader.ts'
import { electionAbi } from '../../lib/contracts/Election.ts'
import { issuanceAbi } from '../../lib/contracts/Issuance.ts'
import { qdtAbi } from '../../lib/contracts/QDT.ts'
import type { GenesisAlloc } from '../../lib/engine/createGenesis.ts'
import { encodeArguments } from './encodeArguments.ts'
import { exchangePredeploys, exchangeSetup } from './exchangePredeploys.ts'
import { type Predeploy, runConstructors, type SetupCall } from './runConstructors.ts'

/** What a chain starts from, on either engine. */
export type ChainGenesis = {
  chainId: number
  timestamp: number
  gasLimit: bigint
  extraData: Hex
  epochBlocks: number
  alloc: GenesisAlloc
}

export type GenesisCandidate = { address: Address; name: string; stakeQdt: bigint }

export type ChainGenesisOptions = {
  chainId: number
  /** Seconds since 1970. */
  timestamp: number
  /** True on the embedded chain; false on Besu, whose turns go round in order of address. */
  shuffled: boolean
  /** In order of votes; the first 21 are seated. */
  candidates: readonly GenesisCandidate[]
  /** Holds what nobody else holds, governs the settings of QDT, is the first committee of all roles. */
  foundation: Address
  /** Beneficiary of the locked tenth. */
  team: Address
  holders: readonly { address: Address; amountQdt: bigint }[]
  /** 420, twenty rounds of 21, unless a test wants epochs to pass quickly. */
  epochBlocks?: number | undefined
  /** What is done before block 1, after the contracts stand. */
  calls?: readonly SetupCall[]
}

export const unit = 10n ** 18n
const { qdt, election, issuance, allocation, sealReader } = systemContracts
/** Contracts that hold QDT for others pay for no transfer. */
const custodians = [
  systemContracts.dataMarket,
  systemContracts.saleEscrow,
  systemContracts.appraisal,
  systemContracts.commission,
  systemContracts.exchangeToken,
]
const deployer: Address = '0x0000000000000000000000000000000000001000'
const seats = 21
const defaultEpochBlocks = 420
const daySeconds = 86_400
const bond = 100_000n * unit
const genesisIssue = 4_900_000_000n * unit
const teamLock = 1_000_000_000n * unit

/** Empty vanity, no validators, no vote, round 0, no seals: the contract elects. */
const contractModeExtraData: Hex = '0xe5a00000000000000000000000000000000000000000000000000000000000000000c0c080c0'

/** Returns a genesis in which the system contracts stand as their constructors leave them: the same bytes everywhere. */
export async function createChainGenesis(options: ChainGenesisOptions): Promise<ChainGenesis> {
  const { chainId, timestamp, epochBlocks = defaultEpochBlocks } = options
  const predeploys: Predeploy[] = [
    { name: 'QDT', address: qdt, creationCode: concat([qdtBytecode, encodeQdt(options)]) },
    { name: 'Issuance', address: issuance, creationCode: concat([issuanceBytecode, encodeIssuance(options)]) },
    { name: 'Allocation', address: allocation, creationCode: concat([allocationBytecode, encodeAllocation(options)]) },
    { name: 'SealReader', address: sealReader, creationCode: sealReaderBytecode },
    { name: 'Election', address: election, creationCode: concat([electionBytecode, encodeElection(options)]) },
    ...exchangePredeploys(options),
  ]
  const calls = [...exchangeSetup(options), ...(options.calls ?? [])]
  const alloc = await runConstructors({ chainId, timestamp, deployer, predeploys, calls })
  return { chainId, timestamp, gasLimit: 60_000_000n, extraData: contractModeExtraData, epochBlocks, alloc }
}

/** 49 % of ten billion: the team's part locked, what the candidates staked, what is given, the rest for the foundation. */
function splitGenesisIssue({
  candidates,
  holders,
  foundation,
}: ChainGenesisOptions): { address: Address; amount: bigint }[] {
  const staked = candidates.reduce((sum, { stakeQdt }) => sum + bond + stakeQdt * unit, 0n)
  const given = holders.map(({ address, amountQdt }) => ({ address, amount: amountQdt * unit }))
  const spent = given.reduce((sum, { amount }) => sum + amount, teamLock + staked)
  return [
    { address: allocation, amount: teamLock },
    { address: election, amount: staked },
    { address: foundation, amount: genesisIssue - spent },
    ...given,
  ]
}

function encodeQdt(options: ChainGenesisOptions): Hex {
  const shares = splitGenesisIssue(options)
  const genesis = {
    issuance,
    governor: options.foundation,
    genesisTime: options.timestamp,
    shortfall: 1,
    transferCoinDays: unit,
    shortfallFee: unit / 100n,
    holders: shares.map(({ address }) => address),
    amounts: shares.map(({ amount }) => amount),
    exempt: [election, issuance, allocation, ...custodians],
  }
  return encodeArguments(qdtAbi, [genesis])
}

function encodeIssuance({ timestamp }: ChainGenesisOptions): Hex {
  return encodeArguments(issuanceAbi, [qdt, election, timestamp])
}

function encodeAllocation({ timestamp, team }: ChainGenesisOptions): Hex {
  return encodeArguments(allocationAbi, [qdt, timestamp, [team], [teamLock]])
}

function encodeElection(options: ChainGenesisOptions): Hex {
  const { chainId, timestamp, shuffled, candidates, epochBlocks = defaultEpochBlocks } = options
  const genesis = {
    token: qdt,
    issuance,
    sealReader,
    genesisTime: timestamp,
    epochBlocks,
    halfLife: 180 * daySeconds,
    unbondTime: 3 * daySeconds,
    missLimit: 10,
    bond,
    shuffled,
    seed: encodeHex(keccak256(new TextEncoder().encode(`QoodBlock ${chainId}`))),
    candidates: candidates.map(({ address, name, stakeQdt }) => ({
      account: address,
      name,
      url: '',
      bond,
      stake: stakeQdt * unit,
    })),
    producers: sortAddresses(candidates.slice(0, seats).map(({ address }) => address)),
  }
  return encodeArguments(electionAbi, [genesis])
}
