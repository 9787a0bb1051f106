import { type EVM, type EVMResult, getActivePrecompiles } from '@ethereumjs/evm'
import { Account, createAddressFromString, type Address as EvmAddress } from '@ethereumjs/util'
import { type Address, encodeHex } from '../bytes/hex.ts'
import type { Log } from '../chain/Receipt.ts'
import { BaseError } from '../errors.ts'
import { applyAuthorizations } from './applyAuthorizations.ts'
import { type BlockEnvironment, toEvmBlock } from './BlockEnvironment.ts'
import type { CallMessage } from './CallRequest.ts'
import { floorGas, intrinsicGas } from './intrinsicGas.ts'

/*
 * The rules around an execution, as the Yellow Paper's transaction function has them: who may send, what is paid before
 * and after, what is warm. The libraries' own function cannot leave out single rules, and a question ("what would
 * happen if") has to: it may come from any account, without its nonce, for free.
 */
export type MessageRules = {
  /** The nonce must be the account's. */
  nonce: boolean
  /** The price must cover the base fee, also when no price is named. */
  fees: boolean
}

export type MessageFailure = {
  kind: 'reverted' | 'failed'
  /** The virtual machine's words. */
  reason: string
}

export type MessageResult = {
  gasUsed: bigint
  /** Before refunds; what a limit has to allow. */
  peakGas: bigint
  returnData: Uint8Array
  failure: MessageFailure | undefined
  logs: Log[]
  createdAddress: Address | undefined
  /** Accounts and slots that were touched, when the journal was told to keep them. */
  accessed: ReadonlyMap<string, ReadonlySet<string>> | undefined
}

const maxNonce = 0xffff_ffff_ffff_ffffn
const blobGas = 131_072n
const initCodeLimit = 49_152

/**
 * Returns what the message does, and leaves the state as it is after it; throws, with the state untouched, when it could
 * not be part of the block at all.
 */
export async function applyMessage(
  evm: EVM,
  message: CallMessage,
  environment: BlockEnvironment,
  rules: MessageRules,
): Promise<MessageResult> {
  const sender = createAddressFromString(message.from)
  const account = (await evm.stateManager.getAccount(sender)) ?? new Account()
  if (rules.nonce) checkNonce(message, account)
  const isFree = !rules.fees && message.maxFeePerGas === 0n && message.maxPriorityFeePerGas === 0n
  const visible = isFree ? { ...environment, baseFeePerGas: environment.baseFeePerGas && 0n } : environment
  checkFees(message, visible, rules)
  checkBalance(message, visible, account)
  const before = checkGas(message, evm)

  await evm.journal.checkpoint()
  warm(evm, message, visible)
  account.balance -= message.gas * message.gasPrice + blobCost(message, visible)
  // Only a call that skips the check can stand at the end of the range; it goes round like a 64-bit counter.
  account.nonce = (account.nonce + 1n) & maxNonce
  await evm.journal.putAccount(sender, account)
  const authorizationRefund = await applyAuthorizations(evm, message.authorizationList)
  const result = await evm.runCall({
    block: toEvmBlock(visible),
    gasPrice: message.gasPrice,
    caller: sender,
    gasLimit: message.gas - before,
    ...(message.to !== undefined && { to: createAddressFromString(message.to) }),
    value: message.value,
    data: message.data,
    blobVersionedHashes: [...message.blobVersionedHashes],
    skipNonceIncrement: true,
  })
  const peakGas = before + result.execResult.executionGasUsed
  const gasUsed = settleGas(evm, message, peakGas, authorizationRefund + (result.execResult.gasRefund ?? 0n))
  await pay(evm, message, visible, { sender, gasUsed, isFree })
  await removeDestroyed(evm, result)
  const accessed = evm.journal.accessList
  await evm.journal.cleanup()
  await evm.stateManager.commit()
  evm.stateManager.originalStorageCache.clear()
  return toResult(message, result, { gasUsed, peakGas, accessed })
}

function checkNonce({ nonce, from }: CallMessage, account: Account): void {
  if (account.nonce > nonce) {
    throw new UnfitMessageError('nonceTooLow', `nonce too low: address ${from}, tx: ${nonce} state: ${account.nonce}`)
  }
  if (account.nonce < nonce) {
    throw new UnfitMessageError('nonceTooHigh', `nonce too high: address ${from}, tx: ${nonce} state: ${account.nonce}`)
  }
  if (nonce >= maxNonce)
    throw new UnfitMessageError('nonceMax', `nonce has max value: address ${from}, nonce: ${nonce}`)
}

function checkFees(message: CallMessage, environment: BlockEnvironment, rules: MessageRules): void {
  const { from, maxFeePerGas, maxPriorityFeePerGas, maxFeePerBlobGas, blobVersionedHashes } = message
  const { baseFeePerGas, blobBaseFee } = environment
  if (baseFeePerGas === undefined) return
  if (maxFeePerGas < maxPriorityFeePerGas) {
    const fees = `maxPriorityFeePerGas: ${maxPriorityFeePerGas}, maxFeePerGas: ${maxFeePerGas}`
    throw new UnfitMessageError(
      'tipAboveFeeCap',
      `max priority fee per gas higher than max fee per gas: address ${from}, ${fees}`,
    )
  }
  if (maxFeePerGas < baseFeePerGas) {
    const fees = `maxFeePerGas: ${maxFeePerGas}, baseFee: ${baseFeePerGas}`
    throw new UnfitMessageError('feeCapTooLow', `max fee per gas less than block base fee: address ${from}, ${fees}`)
  }
  if (blobVersionedHashes.length === 0 || (!rules.fees && maxFeePerBlobGas === 0n)) return
  if (maxFeePerBlobGas < (blobBaseFee ?? 0n)) {
    const fees = `maxFeePerBlobGas: ${maxFeePerBlobGas}, blobBaseFee: ${blobBaseFee}`
    throw new UnfitMessageError(
      'blobFeeCapTooLow',
      `max fee per blob gas less than block blob gas fee: address ${from}, ${fees}`,
    )
  }
}

function checkBalance(message: CallMessage, { baseFeePerGas }: BlockEnvironment, account: Account): void {
  const blobs = blobGas * BigInt(message.blobVersionedHashes.length) * message.maxFeePerBlobGas
  const price = baseFeePerGas === undefined ? message.gasPrice : message.maxFeePerGas
  const want = message.gas * price + message.value + blobs
  if (account.balance >= want) return
  const figures = `address ${message.from} have ${account.balance} want ${want}`
  throw new UnfitMessageError('insufficientFunds', `insufficient funds for gas * price + value: ${figures}`)
}

function checkGas(message: CallMessage, { common }: EVM): bigint {
  const before = intrinsicGas(message, common)
  if (message.gas < before) {
    throw new UnfitMessageError('intrinsicGas', `intrinsic gas too low: have ${message.gas}, want ${before}`)
  }
  const floor = floorGas(message, common)
  if (message.gas < floor) {
    throw new UnfitMessageError(
      'floorGas',
      `insufficient gas for floor data gas cost: have ${message.gas}, want ${floor}`,
    )
  }
  if (message.to === undefined && common.isActivatedEIP(3860) && message.data.length > initCodeLimit) {
    const sizes = `code size ${message.data.length}, limit ${initCodeLimit}`
    throw new UnfitMessageError('initCodeTooLarge', `max initcode size exceeded: ${sizes}`)
  }
  return before
}

/** EIP-2929: what the transaction names is cheap to touch from the start. */
function warm(evm: EVM, message: CallMessage, environment: BlockEnvironment): void {
  const { common, journal } = evm
  if (!common.isActivatedEIP(2929)) return
  // Those of the fork, also where a question moved or replaced them.
  for (const address of getActivePrecompiles(common).keys()) journal.addAlwaysWarmAddress(address)
  journal.addAlwaysWarmAddress(message.from)
  if (message.to !== undefined) journal.addAlwaysWarmAddress(message.to)
  if (common.isActivatedEIP(3651)) journal.addAlwaysWarmAddress(environment.coinbase)
  for (const { address, storageKeys } of message.accessList) {
    journal.addAlwaysWarmAddress(address, true)
    for (const key of storageKeys) journal.addAlwaysWarmSlot(address, key, true)
  }
}

function blobCost(message: CallMessage, { blobBaseFee = 0n }: BlockEnvironment): bigint {
  return message.maxFeePerBlobGas === 0n ? 0n : blobGas * BigInt(message.blobVersionedHashes.length) * blobBaseFee
}

function settleGas({ common }: EVM, message: CallMessage, peakGas: bigint, refund: bigint): bigint {
  const largestRefund = peakGas / (common.isActivatedEIP(3529) ? 5n : 2n)
  const gasUsed = peakGas - (refund < largestRefund ? refund : largestRefund)
  const floor = floorGas(message, common)
  return gasUsed > floor ? gasUsed : floor
}

async function pay(
  evm: EVM,
  message: CallMessage,
  environment: BlockEnvironment,
  { sender, gasUsed, isFree }: { sender: EvmAddress; gasUsed: bigint; isFree: boolean },
): Promise<void> {
  await addBalance(evm, sender, (message.gas - gasUsed) * message.gasPrice)
  if (isFree) return
  const tip = message.gasPrice - (environment.baseFeePerGas ?? 0n)
  await addBalance(evm, createAddressFromString(environment.coinbase), gasUsed * tip)
}

async function addBalance(evm: EVM, address: EvmAddress, amount: bigint): Promise<void> {
  const account = (await evm.stateManager.getAccount(address)) ?? new Account()
  account.balance += amount
  await evm.journal.putAccount(address, account)
}

async function removeDestroyed(evm: EVM, { execResult }: EVMResult): Promise<void> {
  for (const address of execResult.selfdestruct?.keys() ?? []) {
    const isKept = evm.common.isActivatedEIP(6780) && !execResult.createdAddresses?.has(address as `0x${string}`)
    if (!isKept) await evm.journal.deleteAccount(createAddressFromString(address))
  }
}

function toResult(
  message: CallMessage,
  { execResult, createdAddress }: EVMResult,
  figures: Pick<MessageResult, 'gasUsed' | 'peakGas' | 'accessed'>,
): MessageResult {
  const { exceptionError, returnValue, logs = [] } = execResult
  return {
    ...figures,
    returnData: returnValue,
    failure: exceptionError && describeFailure(exceptionError.error),
    logs: logs.map(([address, topics, data]) => ({
      address: encodeHex(address),
      topics: topics.map(encodeHex),
      data: encodeHex(data),
    })),
    createdAddress: message.to === undefined ? createdAddress?.toString() : undefined,
  }
}

/** Returns what a failure of the virtual machine is called by clients. */
export function describeFailure(error: string): MessageFailure {
  if (error === 'revert') return { kind: 'reverted', reason: 'execution reverted' }
  return { kind: 'failed', reason: clientWords[error] ?? error }
}

const clientWords: Readonly<Record<string, string>> = {
  'invalid JUMP': 'invalid jump destination',
  'static state change': 'write protection',
  'create collision': 'contract address collision',
  'code store out of gas': 'contract creation code storage out of gas',
  'code size to deposit exceeds maximum code size': 'max code size exceeded',
  'initcode exceeds max initcode size': 'max initcode size exceeded',
  'invalid bytecode deployed': 'invalid code: must not begin with 0xef',
}

export type MessageFault =
  | 'nonceTooLow'
  | 'nonceTooHigh'
  | 'nonceMax'
  | 'feeCapTooLow'
  | 'blobFeeCapTooLow'
  | 'tipAboveFeeCap'
  | 'insufficientFunds'
  | 'intrinsicGas'
  | 'floorGas'
  | 'initCodeTooLarge'

export class UnfitMessageError extends BaseError {
  override readonly name = 'Engine.UnfitMessageError'
  readonly fault: MessageFault
  constructor(fault: MessageFault, message: string) {
    super(message)
    this.fault = fault
  }
}
