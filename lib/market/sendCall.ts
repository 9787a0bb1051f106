import { type Abi, decodeErrorResult, type TransactionReceipt, BaseError as ViemError } from 'viem'
import { call } from 'viem/actions'
import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { waitForReceipt } from '../chain/waitForReceipt.ts'
import { commissionAbi } from '../contracts/Commission.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import { dataRegistryAbi } from '../contracts/DataRegistry.ts'
import { dataRequestsAbi } from '../contracts/DataRequests.ts'
import { disputeJudgeAbi } from '../contracts/DisputeJudge.ts'
import { oracleAbi } from '../contracts/Oracle.ts'
import { qddAbi } from '../contracts/QDD.ts'
import { qdtAbi } from '../contracts/QDT.ts'
import { sharesAbi } from '../contracts/Shares.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'
import { BaseError } from '../errors.ts'
import type { Call, MarketAccount } from './MarketAccount.ts'

export type MarketContext = { client: NodeClient; account: MarketAccount }

/** Every error that a call to the market can come back with. */
const knownErrors = [
  ...dataMarketAbi,
  ...dataRegistryAbi,
  ...dataRequestsAbi,
  ...disputeJudgeAbi,
  ...sharesAbi,
  ...commissionAbi,
  ...oracleAbi,
  ...vehicleAbi,
  ...qddAbi,
  ...qdtAbi,
].filter(({ type }) => type === 'error') as Abi

/**
 * Returns the receipt of a call once it is in a block. It is tried first, so that what the contract would refuse is said
 * by its name before anybody signs it.
 */
export async function sendCall({ client, account }: MarketContext, { to, data }: Call): Promise<TransactionReceipt> {
  await tryCall(client, { from: account.address, to, data })
  const hash = await account.send({ to, data })
  const receipt = await waitForReceipt(client, hash)
  if (receipt.status !== 'success') {
    // Something came in between; asked again, the contract says what.
    await tryCall(client, { from: account.address, to, data })
    throw new RevertedError(hash)
  }
  return receipt
}

/** Throws what a contract would refuse a call with, by its name. */
export async function tryCall(client: NodeClient, { from, to, data }: Call & { from: Hex }): Promise<void> {
  try {
    await call(client, { account: from, to, data })
  } catch (error) {
    throw readRefusal(error) ?? error
  }
}

function readRefusal(error: unknown): RefusedError | undefined {
  if (!(error instanceof ViemError)) return undefined
  const found = error.walk((cause) => typeof (cause as { data?: unknown }).data === 'string') as { data?: Hex } | null
  if (!found?.data || found.data === '0x') return undefined
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi: knownErrors, data: found.data })
    return new RefusedError(errorName, args as readonly unknown[])
  } catch {
    return new RefusedError(`0x${found.data.slice(2, 10)}`, [])
  }
}

/** A contract said no. `reason` is the name of its error: what screens switch on. */
export class RefusedError extends BaseError {
  override readonly name = 'Market.RefusedError'
  readonly reason: string
  readonly facts: readonly string[]
  constructor(reason: string, args: readonly unknown[]) {
    const facts = args.map(String)
    super(`The contract refuses: ${reason}.`, facts.length > 0 ? { details: facts.join(', ') } : {})
    this.reason = reason
    this.facts = facts
  }
}

export class RevertedError extends BaseError {
  override readonly name = 'Market.RevertedError'
  constructor(hash: Hex) {
    super(`The transaction ${hash} was put into a block and failed.`, {
      metaMessages: ['Nothing was moved. Try again.'],
    })
  }
}
