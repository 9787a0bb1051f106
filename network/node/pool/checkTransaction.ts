import { BaseError } from '../../../lib/errors.ts'
import type { DecodedTransaction } from './decodeTransaction.ts'

/** Limits that a transaction must keep whoever sends it. */
export type TransactionLimits = {
  /** Gas limit of a block. */
  blockGas: bigint
  /** Bytes of one transaction. */
  transactionBytes: number
}

/** Throws unless the transaction keeps the rules that need no state: sizes, fees, intrinsic gas (Cancun). */
export function checkTransaction(transaction: DecodedTransaction, limits: TransactionLimits): void {
  const { gasLimit, maxFeePerGas, maxPriorityFeePerGas, to, data } = transaction
  if (to === undefined && data.length > maxInitCodeBytes) throw new InitCodeTooLargeError(data.length)
  if (gasLimit > limits.blockGas) throw new GasLimitTooHighError(limits.blockGas, gasLimit)
  if (maxPriorityFeePerGas > maxFeePerGas) throw new PriorityFeeTooHighError(maxFeePerGas, maxPriorityFeePerGas)
  const intrinsic = intrinsicGas(transaction)
  if (gasLimit < intrinsic) throw new IntrinsicGasError(intrinsic, gasLimit)
}

/** Throws when the raw bytes are more than one transaction may have. */
export function checkSize(raw: Uint8Array, limits: TransactionLimits): void {
  if (raw.length > limits.transactionBytes) throw new OversizedTransactionError(limits.transactionBytes, raw.length)
}

/** Returns the gas that a transaction uses before its first instruction (Yellow Paper g0; EIP-2028, 2930, 3860). */
export function intrinsicGas(transaction: DecodedTransaction): bigint {
  const { data, to, accessListAddresses, accessListKeys } = transaction
  let gas = 21_000 + 2_400 * accessListAddresses + 1_900 * accessListKeys
  for (const byte of data) gas += byte === 0 ? 4 : 16
  if (to === undefined) gas += 32_000 + 2 * Math.ceil(data.length / 32)
  return BigInt(gas)
}

const maxInitCodeBytes = 49_152

export class OversizedTransactionError extends BaseError {
  override readonly name = 'Pool.OversizedTransactionError'
  constructor(limit: number, found: number) {
    super(
      `oversized data: a transaction has at most ${limit} bytes, found ${found}. Store large data outside the chain.`,
    )
  }
}

export class InitCodeTooLargeError extends BaseError {
  override readonly name = 'Pool.InitCodeTooLargeError'
  constructor(found: number) {
    super(
      `max initcode size exceeded: code size ${found} limit ${maxInitCodeBytes} (EIP-3860). Split the contract in two.`,
    )
  }
}

export class GasLimitTooHighError extends BaseError {
  override readonly name = 'Pool.GasLimitTooHighError'
  constructor(limit: bigint, found: bigint) {
    super(`exceeds block gas limit: a block holds ${limit} gas, found a gas limit of ${found}. Send with a lower one.`)
  }
}

export class PriorityFeeTooHighError extends BaseError {
  override readonly name = 'Pool.PriorityFeeTooHighError'
  constructor(maxFee: bigint, found: bigint) {
    super(
      'max priority fee per gas higher than max fee per gas: ' +
        `maxPriorityFeePerGas: ${found}, maxFeePerGas: ${maxFee}. On this chain both may be zero.`,
    )
  }
}

export class IntrinsicGasError extends BaseError {
  override readonly name = 'Pool.IntrinsicGasError'
  constructor(needed: bigint, found: bigint) {
    super(`intrinsic gas too low: gas ${found}, minimum needed ${needed}. Raise the gas limit of the transaction.`)
  }
}
