import { encodeFunctionData, maxUint256 } from 'viem'
import { getTransactionReceipt } from 'viem/actions'
import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { electionAbi } from '../contracts/Election.ts'
import { qdtAbi } from '../contracts/QDT.ts'
import { BaseError } from '../errors.ts'

/* What a holder of QDT can do in the election of producers: reads of its standing, and the calls to send. */
const election = { address: systemContracts.election, abi: electionAbi } as const
const qdt = { address: systemContracts.qdt, abi: qdtAbi } as const

export type Voter = {
  stake: bigint
  /** What it votes with, delegated stakes included. */
  power: bigint
  /** What each choice gets of it now; less than `power` where the vote has faded. */
  weight: bigint
  delegate: Address | undefined
  leaving: bigint
  /** Seconds since 1970. */
  releaseAt: number
  votedAt: number
  choices: readonly Address[]
  /** QDT that could be staked. */
  balance: bigint
  halfLifeSeconds: number
  unbondSeconds: number
  bond: bigint
}

/** Returns how an account stands in the election. */
export async function readVoter(client: NodeClient, account: Address): Promise<Voter> {
  const [voter, balance, halfLife, unbond, bond] = await Promise.all([
    readContract(client, { ...election, functionName: 'voterOf', args: [account] }),
    readContract(client, { ...qdt, functionName: 'balanceOf', args: [account] }),
    readContract(client, { ...election, functionName: 'HALF_LIFE' }),
    readContract(client, { ...election, functionName: 'UNBOND' }),
    readContract(client, { ...election, functionName: 'BOND' }),
  ])
  return {
    ...voter,
    delegate: BigInt(voter.delegate) === 0n ? undefined : voter.delegate,
    releaseAt: Number(voter.releaseAt),
    votedAt: Number(voter.votedAt),
    balance,
    halfLifeSeconds: Number(halfLife),
    unbondSeconds: Number(unbond),
    bond,
  }
}

export type Call = { to: Address; data: Hex }

/** Returns the call that lets the election take QDT, or undefined where it may already take as much. */
export async function readAllowanceCall(client: NodeClient, owner: Address, amount: bigint): Promise<Call | undefined> {
  const allowed = await readContract(client, { ...qdt, functionName: 'allowance', args: [owner, election.address] })
  if (allowed >= amount && amount <= maxUint256) return undefined
  return {
    to: qdt.address,
    data: encodeFunctionData({ abi: qdtAbi, functionName: 'approve', args: [election.address, amount] }),
  }
}

type PlainFunction = 'withdraw' | 'unregister' | 'claimReward' | 'withdrawBond' | 'rotate'

/** The calls that holders and candidates send. */
export const electionCalls = {
  stake: (amount: bigint) => call(encodeFunctionData({ abi: electionAbi, functionName: 'stake', args: [amount] })),
  unstake: (amount: bigint) => call(encodeFunctionData({ abi: electionAbi, functionName: 'unstake', args: [amount] })),
  /** No candidates: the vote is taken back. */
  vote: (candidates: readonly Address[]) =>
    call(encodeFunctionData({ abi: electionAbi, functionName: 'vote', args: [candidates] })),
  register: (name: string, url: string, bond: bigint) =>
    call(encodeFunctionData({ abi: electionAbi, functionName: 'register', args: [name, url, bond] })),
  plain: (functionName: PlainFunction) => call(encodeFunctionData({ abi: electionAbi, functionName })),
}

function call(data: Hex): Call {
  return { to: election.address, data }
}

const receiptTimeoutMs = 30_000
const receiptPollMs = 300

/** Resolves when the transaction is in a block; throws when it failed there, or when that takes too long. */
export async function waitForSuccess(client: NodeClient, hash: Hex, now: () => number = Date.now): Promise<void> {
  const deadline = now() + receiptTimeoutMs
  while (now() < deadline) {
    const receipt = await getTransactionReceipt(client, { hash }).catch((error: Error) => {
      if (error.name === 'TransactionReceiptNotFoundError') return undefined
      throw error
    })
    if (receipt?.status === 'success') return
    if (receipt) throw new TransactionRevertedError(hash)
    await new Promise((resolve) => setTimeout(resolve, receiptPollMs))
  }
  throw new TransactionLateError(hash)
}

export class TransactionRevertedError extends BaseError {
  override readonly name = 'Explorer.TransactionRevertedError'
  constructor(hash: Hex) {
    super(`The transaction ${hash} is in a block, but its contract refused.`)
  }
}

export class TransactionLateError extends BaseError {
  override readonly name = 'Explorer.TransactionLateError'
  constructor(hash: Hex) {
    super(`The transaction ${hash} is not in a block after ${receiptTimeoutMs / 1000} seconds.`)
  }
}
