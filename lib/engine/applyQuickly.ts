import { KECCAK256_NULL, KECCAK256_RLP } from '@ethereumjs/util'
import type { VM } from '@ethereumjs/vm'
import { equalBytes } from '../bytes/equalBytes.ts'
import type { Address } from '../bytes/hex.ts'
import { decodeWord, encodeWord, wordToLatin1 } from '../bytes/words.ts'
import { EncodedLog } from '../chain/logItems.ts'
import { logsBloom } from '../chain/logsBloom.ts'
import type { Receipt } from '../chain/Receipt.ts'
import type { SignedTransaction } from './applyTransaction.ts'
import type { BlockPlan } from './buildBlock.ts'
import { decodeQuickly, type QuickMessage } from './decodeQuickly.ts'
import { type QuickResult, runQuickly } from './runQuickly.ts'
import type { State } from './State.ts'
import { type AccountLeaf, addressKey, toLatin1 } from './StateTries.ts'

type Plan = Pick<BlockPlan, 'number' | 'timestamp' | 'miner' | 'gasLimit'>
type Parties = { sender: AccountLeaf; to: AccountLeaf | undefined; code: Uint8Array; miner: AccountLeaf | undefined }

/**
 * Returns the receipt of a transaction that is simple enough for the short way (see runQuickly), and leaves the state as
 * it is after it; returns nothing, with the state untouched, where the library has to run it. Cancun, without a base fee.
 */
export function applyQuickly(
  { state, vm }: { state: State; vm: VM },
  plan: Plan,
  { transaction, gasUsedBefore }: { transaction: SignedTransaction; gasUsedBefore: bigint },
): Receipt | undefined {
  if (!isOurs(vm) || state.isInCall) return undefined
  const message = decodeQuickly(transaction.raw, vm.common.chainId())
  if (!message || gasUsedBefore + BigInt(message.gasLimit) > plan.gasLimit) return undefined
  const parties = readParties(state, plan, transaction.sender, message)
  if (!parties) return undefined
  const result = run({ state, vm }, plan, { message, parties, sender: transaction.sender })
  if (!result) return undefined
  const used = message.gasLimit - result.gasLeft
  const gasUsed = BigInt(used - Math.min(result.refund, Math.floor(used / 5)))
  settle(state, plan, { message, sender: transaction.sender, gasUsed, writes: result.writes })
  return toReceipt(message, result, { gasUsed, gasUsedBefore })
}

function isOurs({ common, evm, events }: VM): boolean {
  const isWatched = (evm.events?.listenerCount('step') ?? 0) > 0 || events.listenerCount('beforeTx') > 0
  return common.hardfork() === 'cancun' && !isWatched
}

/** Who takes part; nothing when the rules are broken, or when something about them is special. */
function readParties(state: State, { miner }: Plan, sender: Address, message: QuickMessage): Parties | undefined {
  const from = state.accountOf(addressKey(sender)) ?? nobody
  const to = state.accountOf(toLatin1(message.to))
  const paid = state.accountOf(addressKey(miner))
  const { nonce, gasLimit, intrinsicGas, maxFeePerGas, value } = message
  if (from.nonce !== nonce || nonce >= maxNonce || !isPerson(from) || gasLimit < intrinsicGas) return undefined
  if (from.balance < BigInt(gasLimit) * maxFeePerGas + value) return undefined
  if (isReserved(message.to) || isEmpty(paid) || isEmpty(to)) return undefined
  const code = to === undefined || isPerson(to) ? noCode : state.codeOf(to)
  // Code that is called with money and nobody's account without money are the library's.
  if (code.length > 0 ? value > 0n || code[0] === 0xef : value === 0n) return undefined
  return { sender: from, to, code, miner: paid }
}

function run(
  { state, vm }: { state: State; vm: VM },
  plan: Plan,
  { message, parties, sender }: { message: QuickMessage; parties: Parties; sender: Address },
): QuickResult | undefined {
  const gas = message.gasLimit - message.intrinsicGas
  if (parties.code.length === 0) return { gasLeft: gas, refund: 0, writes: [], logs: [] }
  const owner = toLatin1(message.to)
  return runQuickly({
    code: parties.code,
    data: message.data,
    address: decodeWord(message.to),
    caller: BigInt(sender),
    gas,
    chainId: vm.common.chainId(),
    number: BigInt(plan.number),
    timestamp: BigInt(plan.timestamp),
    readSlot: (key) => decodeWord(state.slotOf(owner, wordToLatin1(key))),
  })
}

type Outcome = { message: QuickMessage; sender: Address; gasUsed: bigint; writes: QuickResult['writes'] }

/** One account after the other, each read anew: sender, recipient and miner may be the same. */
function settle(state: State, { miner }: Plan, { message, sender, gasUsed, writes }: Outcome): void {
  const { value, gasPrice } = message
  const fee = gasUsed * gasPrice
  const from = addressKey(sender)
  const to = toLatin1(message.to)
  const payer = state.accountOf(from) ?? nobody
  state.settleAccount(from, { ...payer, nonce: payer.nonce + 1n, balance: payer.balance - value - fee })
  if (value > 0n) addBalance(state, to, value)
  if (fee > 0n) addBalance(state, addressKey(miner), fee)
  for (const [key, word] of writes) state.settleSlot(to, wordToLatin1(key), encodeWord(word))
}

function addBalance(state: State, key: string, amount: bigint): void {
  const account = state.accountOf(key) ?? nobody
  state.settleAccount(key, { ...account, balance: account.balance + amount })
}

function toReceipt(
  { type, to, gasPrice }: QuickMessage,
  { logs }: QuickResult,
  { gasUsed, gasUsedBefore }: { gasUsed: bigint; gasUsedBefore: bigint },
): Receipt {
  const shown = logs.map(({ topics, data }) => new EncodedLog([to, topics.map(encodeWord), data]))
  return {
    type,
    status: 1,
    cumulativeGasUsed: gasUsedBefore + gasUsed,
    gasUsed,
    // Whoever builds blocks never looks at it.
    get logsBloom() {
      return logsBloom(shown)
    },
    logs: shown,
    effectiveGasPrice: gasPrice,
  }
}

function isPerson({ codeHash }: AccountLeaf): boolean {
  return equalBytes(codeHash, KECCAK256_NULL)
}

/** There, and yet nothing: touching it removes it (EIP-161). */
function isEmpty(account: AccountLeaf | undefined): boolean {
  return account !== undefined && account.nonce === 0n && account.balance === 0n && isPerson(account)
}

/** Where precompiles live, with room for more. */
function isReserved(address: Uint8Array): boolean {
  for (let i = 0; i < 18; i++) if (address[i] !== 0) return false
  return true
}

const noCode = new Uint8Array(0)
const nobody: AccountLeaf = { nonce: 0n, balance: 0n, storageRoot: KECCAK256_RLP, codeHash: KECCAK256_NULL }
const maxNonce = 2n ** 53n
