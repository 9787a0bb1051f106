import type { Common, StateManagerInterface } from '@ethereumjs/common'
import { Account, createAddressFromString } from '@ethereumjs/util'
import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { encodeHeader } from '../chain/encodeHeader.ts'
import { encodeReceipt } from '../chain/encodeReceipt.ts'
import type { Header } from '../chain/Header.ts'
import { logsBloom } from '../chain/logsBloom.ts'
import type { Receipt } from '../chain/Receipt.ts'
import { orderedRoot } from '../chain/trie/orderedRoot.ts'
import { BaseError } from '../errors.ts'
import { applyMessage, type MessageFault, type MessageResult, UnfitMessageError } from './applyMessage.ts'
import { type BlockEnvironment, type BlockOverrides, environmentOf } from './BlockEnvironment.ts'
import { type CallMessage, type CallRequest, toCallMessage } from './CallRequest.ts'
import type { BlockHashes } from './createChainVm.ts'
import { createEvm } from './createEvm.ts'
import { encodeMessage, messageType } from './encodeMessage.ts'
import { recordTransfers } from './recordTransfers.ts'
import { createSimulatedHeaders, type SimulatedBlockRequest } from './simulatedHeaders.ts'
import { applyStateOverrides, type StateOverrides } from './stateOverrides.ts'
import { beginBlock, endBlock } from './systemCalls.ts'

/*
 * eth_simulateV1: blocks that might follow one of the chain, each with its own pretended accounts, surroundings and
 * calls, every block on the state the one before left behind. (execution-apis, docs-api "ethSimulate notes")
 */
export type SimulateContext = {
  stateManager: StateManagerInterface
  commonAt: (header: { number: number; timestamp: number }) => Common
  base: Header
  baseHash: Hex
  blockHash: BlockHashes
  nextBaseFee: (parent: Header) => bigint
  /** What whoever makes the block gets for it; only in the days of proof of work. */
  blockReward: (header: Header) => bigint
  /** All the gas there is, for all blocks together. */
  gasCap: bigint
}

export type SimulateRequest = {
  blocks: readonly SimulatedBlockRequest[]
  /** Check nonces, fees and balances as a real block does. */
  validation: boolean
  traceTransfers: boolean
}

export type SimulatedCall = Pick<MessageResult, 'returnData' | 'failure' | 'gasUsed' | 'peakGas' | 'logs'>

export type SimulatedBlock = {
  header: Header
  hash: Hex
  transactions: Uint8Array[]
  senders: Address[]
  calls: SimulatedCall[]
}

/** Returns the blocks that would come of it; throws when one of the calls could not be in its block. */
export async function simulate(context: SimulateContext, request: SimulateRequest): Promise<SimulatedBlock[]> {
  const results: SimulatedBlock[] = []
  const hashes = new Map<number, Hex>([[context.base.number, context.baseHash]])
  let parent = { header: context.base, hash: context.baseHash }
  let gasLeft = context.gasCap
  for (const block of createSimulatedHeaders(context, request.blocks)) {
    const result = await simulateBlock({ context, request, hashes, parent, gasLeft }, block)
    for (const call of result.calls) gasLeft -= call.gasUsed
    hashes.set(result.header.number, result.hash)
    results.push(result)
    parent = result
  }
  return results
}

type Progress = {
  context: SimulateContext
  request: SimulateRequest
  hashes: ReadonlyMap<number, Hex>
  parent: { header: Header; hash: Hex }
  gasLeft: bigint
}
type BlockPlan = {
  header: Header
  overrides: BlockOverrides
  stateOverrides: StateOverrides | undefined
  calls: readonly CallRequest[]
}

async function simulateBlock(progress: Progress, plan: BlockPlan): Promise<SimulatedBlock> {
  const { context, request, hashes, parent } = progress
  const header = { ...plan.header, parentHash: parent.hash }
  const common = context.commonAt(header)
  if (common.isActivatedEIP(1559)) {
    header.baseFeePerGas =
      plan.overrides.baseFeePerGas ?? (request.validation ? context.nextBaseFee(parent.header) : 0n)
  }
  const environment = environmentOf(header, common)
  environment.blobBaseFee = plan.overrides.blobBaseFee ?? environment.blobBaseFee
  const evm = await createEvm({
    stateManager: context.stateManager,
    common,
    blockHash: lookup(hashes, context.blockHash),
  })
  const takeTransfers = request.traceTransfers ? recordTransfers(evm) : undefined
  await applyStateOverrides(evm, plan.stateOverrides)
  await beginBlock(evm, environment, header)
  takeTransfers?.()

  const block = { transactions: [] as Uint8Array[], senders: [] as Address[], calls: [] as SimulatedCall[] }
  const receipts: Receipt[] = []
  let gasUsed = 0n
  for (const call of plan.calls) {
    const room = { block: header.gasLimit - gasUsed, total: progress.gasLeft - gasUsed }
    const message = await fillIn(context.stateManager, call, environment, room)
    const result = await run(
      () => applyMessage(evm, message, environment, { nonce: request.validation, fees: request.validation }),
      message,
    )
    gasUsed += result.gasUsed
    const legacy = call.gasPrice !== undefined
    receipts.push(toReceipt(result, { type: messageType(message, legacy), cumulativeGasUsed: gasUsed, message }))
    block.transactions.push(encodeMessage(message, { chainId: common.chainId(), legacy }))
    block.senders.push(message.from)
    block.calls.push({ ...result, logs: takeTransfers?.() ?? result.logs })
  }
  const requestsHash = await endBlock(evm, environment)
  await payReward(context, header)
  Object.assign(header, await finish(context.stateManager, block.transactions, receipts), {
    gasUsed,
    ...(header.blobGasUsed !== undefined && { blobGasUsed: countBlobGas(receipts) }),
    ...(requestsHash && { requestsHash }),
  })
  return { header, hash: encodeHex(keccak256(encodeHeader(header))), ...block }
}

async function payReward({ stateManager, blockReward }: SimulateContext, header: Header): Promise<void> {
  const reward = blockReward(header)
  if (reward === 0n) return
  const miner = createAddressFromString(header.miner)
  const account = (await stateManager.getAccount(miner)) ?? new Account()
  account.balance += reward
  await stateManager.putAccount(miner, account)
}

function lookup(hashes: ReadonlyMap<number, Hex>, blockHash: BlockHashes): BlockHashes {
  return (number) => {
    const hash = hashes.get(number)
    return hash === undefined ? blockHash(number) : decodeHex(hash)
  }
}

/** What a call leaves open is chosen so that it can run: the next nonce, the gas that is left. */
async function fillIn(
  stateManager: StateManagerInterface,
  call: CallRequest,
  { baseFeePerGas }: BlockEnvironment,
  room: { block: bigint; total: bigint },
): Promise<CallMessage> {
  const account = await stateManager.getAccount(createAddressFromString(call.from ?? `0x${'00'.repeat(20)}`))
  const gas = call.gas ?? smaller(room.block, room.total)
  if (gas > room.block) throw new SimulationError(-38015, `block gas limit reached: ${gas} >= ${room.block}`)
  return toCallMessage(call, { gas, gasCap: room.total, nonce: account?.nonce ?? 0n, baseFeePerGas })
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

async function run(apply: () => Promise<MessageResult>, { gas }: CallMessage): Promise<MessageResult> {
  try {
    return await apply()
  } catch (error) {
    if (!(error instanceof UnfitMessageError)) throw error
    throw new SimulationError(codes[error.fault] ?? -32603, `err: ${error.shortMessage} (supplied gas ${gas})`)
  }
}

const codes: Partial<Record<MessageFault, number>> = {
  nonceTooLow: -38010,
  nonceTooHigh: -38011,
  feeCapTooLow: -38012,
  blobFeeCapTooLow: -38012,
  intrinsicGas: -38013,
  floorGas: -38013,
  insufficientFunds: -38014,
  initCodeTooLarge: -38025,
}
const blobGas = 131_072n

function toReceipt(
  { failure, gasUsed, logs }: MessageResult,
  { type, cumulativeGasUsed, message }: { type: number; cumulativeGasUsed: bigint; message: CallMessage },
): Receipt {
  return {
    type,
    status: failure ? 0 : 1,
    cumulativeGasUsed,
    gasUsed,
    logsBloom: logsBloom(logs),
    logs,
    effectiveGasPrice: message.gasPrice,
    blobGasUsed: blobGas * BigInt(message.blobVersionedHashes.length),
  }
}

function countBlobGas(receipts: readonly Receipt[]): bigint {
  return receipts.reduce((sum, { blobGasUsed = 0n }) => sum + blobGasUsed, 0n)
}

async function finish(
  stateManager: StateManagerInterface,
  transactions: readonly Uint8Array[],
  receipts: readonly Receipt[],
): Promise<Pick<Header, 'stateRoot' | 'transactionsRoot' | 'receiptsRoot' | 'logsBloom'>> {
  return {
    stateRoot: encodeHex(await stateManager.getStateRoot()),
    transactionsRoot: orderedRoot(transactions),
    receiptsRoot: orderedRoot(receipts.map((receipt) => encodeReceipt(receipt))),
    logsBloom: logsBloom(receipts.flatMap(({ logs }) => logs)),
  }
}

export class SimulationError extends BaseError {
  override readonly name = 'Engine.SimulationError'
  /** As eth_simulateV1 numbers them. */
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}
