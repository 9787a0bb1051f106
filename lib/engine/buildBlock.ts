import { type Block, createBlock } from '@ethereumjs/block'
import type { EVM } from '@ethereumjs/evm'
import type { VM } from '@ethereumjs/vm'
import { type Address, encodeHex, type Hex } from '../bytes/hex.ts'
import { encodeReceipt } from '../chain/encodeReceipt.ts'
import type { Header } from '../chain/Header.ts'
import type { Receipt } from '../chain/Receipt.ts'
import { orderedRoot } from '../chain/trie/orderedRoot.ts'
import { DamagedStateError, emptyRoot } from '../chain/trie/Trie.ts'
import { applyQuickly } from './applyQuickly.ts'
import { applyTransaction, BlockFullError, type SignedTransaction } from './applyTransaction.ts'
import type { State } from './State.ts'

/** What the producer of a block decides; everything else follows from the parent and the transactions. */
export type BlockPlan = {
  parentHash: Hex
  number: number
  timestamp: number
  miner: Address
  gasLimit: bigint
  extraData: Hex
}

export type BuiltBlock = {
  /** Not sealed yet: `extraData` is the plan's. */
  header: Header
  transactions: SignedTransaction[]
  receipts: Receipt[]
  diff: ReturnType<State['takeDiff']>
  refused: { transaction: SignedTransaction; reason: unknown }[]
}

export type Machine = { vm: VM; state: State }

/** keccak256(rlp([])) and friends, and the mix hash that marks a QBFT block. */
export const emptyOmmersHash: Hex = '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347'
export const qbftMixHash: Hex = '0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365'
const cheapestGas = 21_000n
const zeroHash: Hex = `0x${'00'.repeat(32)}`

/**
 * Returns the block that the plan and the transactions make, and leaves the state as it is after it. Transactions that
 * cannot run are left out and reported; a state that cannot be read ends it all. Whoever asks for more gas than is left waits
 * for another block, with all that follows from the same sender. `isDue` is asked before each transaction, with the gas that
 * was used so far; once it says yes the block is closed.
 */
export async function buildBlock(
  { vm, state }: Machine,
  plan: BlockPlan,
  transactions: Iterable<SignedTransaction>,
  isDue: (gasUsed: bigint) => boolean = () => false,
): Promise<BuiltBlock> {
  const block = createContext(vm, plan)
  const built = {
    transactions: [] as SignedTransaction[],
    receipts: [] as Receipt[],
    refused: [] as BuiltBlock['refused'],
  }
  const passedOver = new Set<Address>()
  let gasUsed = 0n
  for (const transaction of transactions) {
    if (plan.gasLimit - gasUsed < cheapestGas || isDue(gasUsed)) break
    if (passedOver.has(transaction.sender)) continue
    try {
      const receipt =
        applyQuickly({ state, vm }, plan, { transaction, gasUsedBefore: gasUsed }) ??
        (await applyTransaction(vm, { block, transaction, gasUsedBefore: gasUsed }))
      gasUsed = receipt.cumulativeGasUsed
      built.transactions.push(transaction)
      built.receipts.push(receipt)
    } catch (reason) {
      if (reason instanceof DamagedStateError) throw reason
      if (reason instanceof BlockFullError) {
        passedOver.add(transaction.sender)
        continue
      }
      await leaveCalls({ vm, state })
      built.refused.push({ transaction, reason })
    }
  }
  await vm.evm.journal.cleanup()
  const header = finishHeader(plan, state.flush(), built, gasUsed)
  return { header, ...built, diff: state.takeDiff() }
}

/**
 * A fault inside of calls ends the transaction with all of them open, and the library undoes the innermost only. What the
 * others changed would be the next transaction's: the nonce, the money for gas, transient storage.
 */
async function leaveCalls({ vm, state }: Machine): Promise<void> {
  const { transientStorage } = vm.evm as EVM
  while (state.isInCall) await state.revert()
  transientStorage.clear()
}

/** Returns the header with every root, for a block that ran on the state. */
function finishHeader(
  plan: BlockPlan,
  stateRoot: Hex,
  { transactions, receipts }: Pick<BuiltBlock, 'transactions' | 'receipts'>,
  gasUsed: bigint,
): Header {
  const bloom = new Uint8Array(256)
  const receiptsRoot = orderedRoot(receipts.map((receipt) => encodeReceipt(receipt, bloom)))
  return {
    parentHash: plan.parentHash,
    ommersHash: emptyOmmersHash,
    miner: plan.miner,
    stateRoot,
    transactionsRoot: orderedRoot(transactions.map(({ raw }) => raw)),
    receiptsRoot,
    logsBloom: encodeHex(bloom),
    difficulty: 1n,
    number: plan.number,
    gasLimit: plan.gasLimit,
    gasUsed,
    timestamp: plan.timestamp,
    extraData: plan.extraData,
    mixHash: qbftMixHash,
    nonce: '0x0000000000000000',
    baseFeePerGas: 0n,
    withdrawalsRoot: emptyRoot,
    blobGasUsed: 0n,
    excessBlobGas: 0n,
    parentBeaconBlockRoot: zeroHash,
  }
}

/** Returns what the EVM sees of the block while its transactions run. */
export function createContext(vm: VM, plan: Omit<BlockPlan, 'extraData'>): Block {
  const header = {
    parentHash: plan.parentHash,
    number: plan.number,
    timestamp: plan.timestamp,
    coinbase: plan.miner,
    gasLimit: plan.gasLimit,
    difficulty: 1n,
    mixHash: qbftMixHash,
    baseFeePerGas: 0n,
    excessBlobGas: 0n,
    blobGasUsed: 0n,
    withdrawalsRoot: emptyRoot as Hex,
    parentBeaconBlockRoot: zeroHash,
  }
  return createBlock({ header }, { common: vm.common, skipConsensusFormatValidation: true })
}
