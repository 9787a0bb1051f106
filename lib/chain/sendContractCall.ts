import {
  type Abi,
  concatHex,
  decodeErrorResult,
  encodeFunctionData,
  type TransactionReceipt,
  BaseError as ViemError,
} from 'viem'
import { call as callContract } from 'viem/actions'
import type { Address, Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import type { ChainContext } from './ChainAccount.ts'
import { waitForReceipt } from './waitForReceipt.ts'

export type ContractCall = {
  address: Address
  abi: Abi
  functionName: string
  args: readonly unknown[]
  /** Of contracts that the call reaches through the first one: their errors are told by name as well. */
  errors?: Abi
  /** Goes behind the arguments, where the contract does not look. */
  note?: Hex
}

/**
 * Returns the receipt of a call once it is in a block, which is final. It is tried first, so that what the contract would
 * refuse is said by its name before anybody signs.
 */
export async function sendContractCall(context: ChainContext, call: ContractCall): Promise<TransactionReceipt> {
  const data = concatHex([encodeFunctionData(call), call.note ?? '0x'])
  await tryCall(context, call, data)
  const hash = await context.account.send({ to: call.address, data })
  const receipt = await waitForReceipt(context.client, hash)
  if (receipt.status === 'success') return receipt
  // Something came in between; asked again, the contract says what.
  await tryCall(context, call, data)
  throw new CallRevertedError(hash)
}

async function tryCall({ client, account }: ChainContext, call: ContractCall, data: Hex): Promise<void> {
  try {
    await callContract(client, { account: account.address, to: call.address, data })
  } catch (error) {
    throw readRefusal(error, [...call.abi, ...(call.errors ?? [])]) ?? error
  }
}

function readRefusal(error: unknown, abi: Abi): CallRefusedError | undefined {
  if (!(error instanceof ViemError)) return undefined
  const found = error.walk((cause) => typeof (cause as { data?: unknown }).data === 'string') as { data?: Hex } | null
  if (!found?.data || found.data === '0x') return undefined
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi, data: found.data })
    return new CallRefusedError(errorName, args as readonly unknown[])
  } catch {
    return new CallRefusedError(found.data.slice(0, 10), [])
  }
}

/** A contract said no. `reason` is the name of its error: what screens switch on. */
export class CallRefusedError extends BaseError {
  override readonly name = 'Chain.CallRefusedError'
  readonly reason: string
  readonly facts: readonly string[]
  constructor(reason: string, args: readonly unknown[]) {
    const facts = args.map(String)
    super(`The contract refuses: ${reason}.`, facts.length > 0 ? { details: facts.join(', ') } : {})
    this.reason = reason
    this.facts = facts
  }
}

export class CallRevertedError extends BaseError {
  override readonly name = 'Chain.CallRevertedError'
  constructor(hash: Hex) {
    super(`The transaction ${hash} was put into a block and failed.`, {
      metaMessages: ['Nothing was moved. Try again.'],
    })
  }
}
