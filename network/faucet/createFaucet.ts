import { createWalletClient, encodeFunctionData, http, publicActions, type TransactionReceipt } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { qddAbi } from '../../lib/contracts/QDD.ts'
import { qdtAbi } from '../../lib/contracts/QDT.ts'
import { BaseError } from '../../lib/errors.ts'
import { developmentCast } from '../genesis/developmentCast.ts'
import { developmentChainId } from '../genesis/developmentKeys.ts'
import { encodeDevelopmentAttestation } from '../genesis/encodeDevelopmentAttestation.ts'
import { createFaucetLimits, type FaucetLimits } from './createFaucetLimits.ts'

export type Funds = { qdt: Hex; qdd: Hex; coin: Hex }
export type Faucet = { give(address: Address): Promise<Funds> }

const unit = 10n ** 18n
export const qdtGiven = 1_000n * unit
export const qddGiven = 1_000n * unit
export const coinGivenWei = unit
const blockTimeoutMs = 20_000
/** The contract takes an attestation for five weeks; it is renewed long before. */
const attestationSeconds = 7 * 86_400

/** Returns what gives simulated money to who asks, out of a development account. Works on the development chain only. */
export function createFaucet(options: {
  rpcUrl: string
  chainId: number
  limits?: FaucetLimits
  now?: () => number
}): Faucet {
  if (options.chainId !== developmentChainId) throw new NotDevelopmentChainError(options.chainId)
  const giver = createGiver(options.rpcUrl)
  const limits = createFaucetLimits(options)
  // One after the other: the giver counts its own nonces, and two at once would take the same.
  let last: Promise<unknown> = Promise.resolve()
  return {
    give(address) {
      const release = limits.take(address)
      const run = last.then(() => giver.give(address))
      last = run.catch(release)
      return run
    },
  }
}

function createGiver(rpcUrl: string) {
  const account = privateKeyToAccount(developmentCast(developmentChainId).faucet.privateKey)
  const transport = http(rpcUrl, { timeout: 5_000, retryCount: 0 })
  const client = createWalletClient({ account, transport }).extend(publicActions)

  async function verifyChain(): Promise<void> {
    const found = await client.getChainId()
    if (found !== developmentChainId) throw new NotDevelopmentChainError(found)
  }

  async function verifyFunds(): Promise<void> {
    const [qdt, coin] = await Promise.all([
      client.readContract({
        address: systemContracts.qdt,
        abi: qdtAbi,
        functionName: 'balanceOf',
        args: [account.address],
      }),
      client.getBalance({ address: account.address }),
    ])
    if (qdt < qdtGiven + unit || coin < coinGivenWei) throw new EmptyError(account.address)
  }

  async function send(nonce: number, to: Address, part: { data: Hex } | { value: bigint }): Promise<Hex> {
    const gas = 'data' in part ? 300_000n : 21_000n
    const fees = { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n }
    const request = { account, chainId: developmentChainId, type: 'eip1559', to, nonce, gas, ...fees, ...part } as const
    const serializedTransaction = await account.signTransaction(request)
    return client.sendRawTransaction({ serializedTransaction })
  }

  /** Returns the calls that issue QDD: the auditor's word first, when the last one is old. */
  async function issueQdd(to: Address): Promise<Hex[]> {
    const mint = encodeFunctionData({ abi: qddAbi, functionName: 'mint', args: [to, qddGiven] })
    const [, takenAt] = await client.readContract({
      address: systemContracts.qdd,
      abi: qddAbi,
      functionName: 'attestation',
    })
    const { timestamp } = await client.getBlock()
    if (Number(timestamp) - takenAt < attestationSeconds) return [mint]
    return [await encodeDevelopmentAttestation('qdd', Number(timestamp)), mint]
  }

  async function verifyDone(hash: Hex): Promise<void> {
    const receipt: TransactionReceipt = await client.waitForTransactionReceipt({
      hash,
      timeout: blockTimeoutMs,
      pollingInterval: 100,
    })
    if (receipt.status !== 'success') throw new TransferRevertedError(hash)
  }

  return {
    async give(address: Address): Promise<Funds> {
      try {
        await verifyChain()
        await verifyFunds()
        const nonce = await client.getTransactionCount({ address: account.address, blockTag: 'pending' })
        const data = encodeFunctionData({ abi: qdtAbi, functionName: 'transfer', args: [address, qdtGiven] })
        const qdt = await send(nonce, systemContracts.qdt, { data })
        const coin = await send(nonce + 1, address, { value: coinGivenWei })
        const sent = [qdt, coin]
        for (const call of await issueQdd(address)) {
          sent.push(await send(nonce + sent.length, systemContracts.qdd, { data: call }))
        }
        await Promise.all(sent.map(verifyDone))
        return { qdt, qdd: sent.at(-1)!, coin }
      } catch (error) {
        if (error instanceof BaseError) throw error
        throw new NodeError(error)
      }
    },
  }
}

export class NotDevelopmentChainError extends BaseError {
  override readonly name = 'Faucet.NotDevelopmentChainError'
  constructor(found: number) {
    super(`Expected the development chain ${developmentChainId}, found chain ${found}: money is not free there.`)
  }
}

export class EmptyError extends BaseError {
  override readonly name = 'Faucet.EmptyError'
  constructor(account: Address) {
    super(`The development account ${account} has nothing left to give.`, {
      metaMessages: ['Start the chain anew with `qood up --reset`.'],
    })
  }
}

export class TransferRevertedError extends BaseError {
  override readonly name = 'Faucet.NodeError'
  constructor(hash: Hex) {
    super(`The chain refused the transfer ${hash}.`)
  }
}

export class NodeError extends BaseError {
  override readonly name = 'Faucet.NodeError'
  constructor(cause: unknown) {
    super('The node did not take the transfer, or did not put it into a block in time.', { cause })
  }
}
