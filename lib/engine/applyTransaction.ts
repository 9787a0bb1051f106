import type { Block } from '@ethereumjs/block'
import { createTxFromRLP, type TypedTransaction } from '@ethereumjs/tx'
import { createAddressFromString } from '@ethereumjs/util'
import { type RunTxResult, runTx, type VM } from '@ethereumjs/vm'
import { type Address, encodeHex } from '../bytes/hex.ts'
import type { Log, Receipt } from '../chain/Receipt.ts'
import { DamagedStateError } from '../chain/trie/Trie.ts'
import { BaseError } from '../errors.ts'

export type SignedTransaction = { raw: Uint8Array; sender: Address }

/** Returns the receipt after running the transaction on the machine's state; throws when it must not be in the block. */
export async function applyTransaction(
  vm: VM,
  { block, transaction, gasUsedBefore }: { block: Block; transaction: SignedTransaction; gasUsedBefore: bigint },
): Promise<Receipt> {
  const tx = parseTransaction(vm, transaction)
  if (gasUsedBefore + tx.gasLimit > block.header.gasLimit) throw new BlockFullError(tx.gasLimit)
  let result: RunTxResult
  try {
    result = await runTx(vm, { tx, block, blockGasUsed: gasUsedBefore, skipHardForkValidation: true })
  } catch (cause) {
    if (cause instanceof DamagedStateError) throw cause
    throw new UnfitTransactionError(cause)
  }
  return toReceipt(tx, result, block.header.baseFeePerGas ?? 0n, gasUsedBefore)
}

/** The sender was recovered when the transaction came in; recovering again would double the cost of a block. */
function parseTransaction(vm: VM, { raw, sender }: SignedTransaction): TypedTransaction {
  const tx = createTxFromRLP(raw, { common: vm.common, freeze: false })
  const address = createAddressFromString(sender)
  tx.getSenderAddress = () => address
  return tx
}

function toReceipt(tx: TypedTransaction, result: RunTxResult, baseFee: bigint, gasUsedBefore: bigint): Receipt {
  const logs = (result.execResult.logs ?? []).map(
    ([address, topics, data]): Log => ({
      address: encodeHex(address),
      topics: topics.map(encodeHex),
      data: encodeHex(data),
    }),
  )
  return {
    type: tx.type,
    status: result.execResult.exceptionError ? 0 : 1,
    cumulativeGasUsed: gasUsedBefore + result.totalGasSpent,
    gasUsed: result.totalGasSpent,
    logsBloom: encodeHex(result.bloom.bitvector),
    logs,
    effectiveGasPrice: effectiveGasPrice(tx, baseFee),
    ...(result.createdAddress && { contractAddress: result.createdAddress.toString() }),
  }
}

/** Returns what the sender pays per gas under that base fee. */
export function effectiveGasPrice(tx: TypedTransaction, baseFee: bigint): bigint {
  if (!('maxFeePerGas' in tx)) return tx.gasPrice
  const tipped = baseFee + tx.maxPriorityFeePerGas
  if (tipped > tx.maxFeePerGas) return tx.maxFeePerGas
  return tipped
}

export class BlockFullError extends BaseError {
  override readonly name = 'Engine.BlockFullError'
  constructor(gasLimit: bigint) {
    super(`Expected room for ${gasLimit} gas in the block, found less.`)
  }
}

export class UnfitTransactionError extends BaseError {
  override readonly name = 'Engine.UnfitTransactionError'
  constructor(cause: unknown) {
    super('Expected a transaction that can run on this state.', {
      cause,
      details: cause instanceof Error ? cause.message : String(cause),
    })
  }
}
