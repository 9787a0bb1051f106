import { type Abi, createWalletClient, http, publicActions } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { BaseError } from '../../lib/errors.ts'

export type ContractCall = { address: Address; abi: Abi; functionName: string; args: readonly unknown[] }

export type Sender = {
  address: Address
  /** Sends a call and waits until it is in a block, which is final at once; throws with the contract's own reason. */
  send(call: ContractCall): Promise<Hex>
}

/** Returns what sends an account's calls one after the other, without a price for gas. */
export function createSender(options: { rpcUrl: string; privateKey: Hex; timeoutMs?: number }): Sender {
  const account = privateKeyToAccount(options.privateKey)
  const transport = http(options.rpcUrl, { timeout: 8_000 })
  const client = createWalletClient({ account, transport }).extend(publicActions)
  const free = { chain: null, maxFeePerGas: 0n, maxPriorityFeePerGas: 0n } as const
  let last: Promise<unknown> = Promise.resolve()

  async function sendNow(call: ContractCall): Promise<Hex> {
    // Others in the same block may make it dearer than it looks now; what is not used costs nothing.
    const gas = 2n * (await client.estimateContractGas({ ...call, account })) + 50_000n
    const hash = await client.writeContract({ ...call, ...free, gas })
    const timeout = options.timeoutMs ?? 30_000
    const { status } = await client.waitForTransactionReceipt({ hash, timeout, pollingInterval: 100 })
    if (status !== 'success') throw new RefusedCallError(call.functionName, hash)
    return hash
  }

  return {
    address: account.address,
    send(call) {
      const run = last.then(() => sendNow(call))
      last = run.catch(() => {})
      return run
    },
  }
}

export class RefusedCallError extends BaseError {
  override readonly name = 'Oracle.RefusedCallError'
  constructor(functionName: string, hash: Hex) {
    super(`The contract refused ${functionName} in transaction ${hash}.`)
  }
}
