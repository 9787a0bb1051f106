import { createAddressFromString } from '@ethereumjs/util'
import { encodeFunctionData, parseAbi, toFunctionSelector } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { type Address, decodeHex, encodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { encodeHeader } from '../../lib/chain/encodeHeader.ts'
import { decodeExtraData } from '../../lib/chain/extraData.ts'
import type { Header } from '../../lib/chain/Header.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { createContext } from '../../lib/engine/buildBlock.ts'
import { createChainVm } from '../../lib/engine/createChainVm.ts'
import { State } from '../../lib/engine/State.ts'
import { StateTries } from '../../lib/engine/StateTries.ts'
import type { TransactionPool } from './pool/createPool.ts'
import type { Store } from './store/openStore.ts'

export type KeeperOptions = {
  store: Store
  pool: TransactionPool
  keys: readonly Hex[]
  epochBlocks: number
  onFault: (error: unknown) => void
}

const abi = parseAbi([
  'function rotate() returns (address[])',
  'function reportMiss(bytes header, bytes parentHeader) returns (uint256)',
])
const gas = 15_000_000n
const alreadyRotated = toFunctionSelector('ElectionAlreadyRotated(uint64)')
/** Blocks into an epoch before the next set is asked for, and blocks from one time to the next. */
const rotateAfter = 20
const rotateEvery = 10
const maxReportsPerEpoch = 100

/**
 * Does what anybody may do and somebody has to: asks Election once an epoch for the next set, and brings it the headers
 * that prove missed turns. The producer of the newest block signs. Each call is tried on the newest state first.
 */
export function startKeeper(options: KeeperOptions): {
  /** Never rejects: faults are told to `onFault`. */
  onHead(header: Header): Promise<void>
} {
  const { store, pool, epochBlocks } = options
  const signers = options.keys.map((key) => privateKeyToAccount(key))
  const accounts = new Map(signers.map((account) => [account.address.toLowerCase(), account]))
  let rotatedEpoch = -1
  let rotateAgainAt = 0
  let reports = { epoch: -1, count: 0 }

  async function act(header: Header): Promise<void> {
    // A fault of the one leaves the other to be done.
    await rotate(header).catch(options.onFault)
    await report(header).catch(options.onFault)
  }

  /** Sent is not chosen yet: the pool may lose it. So it is tried again until the chain says that there is a next set. */
  async function rotate(header: Header): Promise<void> {
    const epoch = Math.floor(header.number / epochBlocks)
    const isDue = header.number % epochBlocks >= rotateAfter && header.number >= rotateAgainAt
    if (epoch === rotatedEpoch || !isDue) return
    rotateAgainAt = header.number + rotateEvery
    const outcome = await call(header, encodeFunctionData({ abi, functionName: 'rotate' }))
    if (outcome?.startsWith(alreadyRotated)) rotatedEpoch = epoch
  }

  async function report(header: Header): Promise<void> {
    const epoch = Math.floor(header.number / epochBlocks)
    if (decodeExtraData(header.extraData).round === 0) return
    if (reports.epoch !== epoch) reports = { epoch, count: 0 }
    if (reports.count++ >= maxReportsPerEpoch) return
    const args = [encodeHex(encodeHeader(header)), '0x'] as const
    await call(header, encodeFunctionData({ abi, functionName: 'reportMiss', args }))
  }

  /** Returns why the contract refuses, where it does; nothing where the call was sent, or cannot be signed now. */
  async function call(header: Header, data: Hex): Promise<Hex | undefined> {
    const account = accounts.get(header.miner)
    if (!account) return undefined
    const refusal = await readRefusal(store, account.address, data)
    if (refusal !== undefined) return refusal
    const sender = account.address.toLowerCase() as Address
    const raw = await account.signTransaction({
      type: 'eip1559',
      chainId: store.chainId,
      nonce: pool.nextNonce(sender),
      to: systemContracts.election,
      data,
      gas,
      maxFeePerGas: 0n,
      maxPriorityFeePerGas: 0n,
    })
    await pool.submit(decodeHex(raw))
    return undefined
  }

  return {
    onHead: act,
  }
}

/** Tries the call on the newest state; returns what it reverts with, or nothing when it succeeds. */
async function readRefusal(store: Store, from: Address, data: Hex): Promise<Hex | undefined> {
  const head = store.header(store.head())!
  const blockHash = (number: number) => {
    const hash = store.hash(number)
    return hash && decodeHex(hash)
  }
  const vm = await createChainVm(store.commonAt(head), new State(new StateTries(store.state(head.number)!)), blockHash)
  const { execResult } = await vm.evm.runCall({
    caller: createAddressFromString(from),
    to: createAddressFromString(systemContracts.election),
    data: decodeHex(data),
    block: createContext(vm, { ...head, number: head.number + 1 }),
    gasLimit: gas,
  })
  return execResult.exceptionError && encodeHex(execResult.returnValue)
}
