import { type Abi, getAddress, toEventSelector } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'
import { formatQuantity } from '../bytes/hex.ts'
import type { EvidenceSummary } from '../light/Evidence.ts'
import { createChainReader, type Rpc } from './createChainReader.ts'
import { decodeRevert } from './decodeRevert.ts'
import type { Token } from './Explanation.ts'
import type { ExplainedTransaction, KnownContracts } from './explainTransaction.ts'

export type BalanceChange = { token: Token | 'coins'; before: bigint; after: bigint }

/**
 * `full`: the node ran the transaction and read the balances around it. `callOnly`: it is only known whether the
 * transaction would succeed. `unavailable`: nothing is known, and the screen says so.
 */
type Claim = {
  level: 'full' | 'callOnly' | 'unavailable'
  succeeds: boolean | undefined
  revertReason: string | undefined
  balances: readonly BalanceChange[]
}

/**
 * The balances are always the word of the node. Whether it succeeds was run here as well, over proved state, where `check`
 * says what came of that; where it contradicts, the run here counts and the balances are left out.
 */
export type Simulation = Claim & {
  check: 'agrees' | 'contradicts' | undefined
  /** What the run here rests on; that of a failure is not kept. */
  evidence: readonly EvidenceSummary[]
}

type Call = { from?: Address; to?: Address; data?: Hex; value?: Hex }
type CallResult = {
  status: Hex
  returnData: Hex
  logs?: { address: Address; topics: Hex[] }[]
  error?: { message: string }
}

const transferTopic = toEventSelector('Transfer(address,address,uint256)')
const balanceOf = '0x70a08231'
// A contract that returns the coin balance of the address it is called with, placed for the simulation only:
// PUSH0 CALLDATALOAD BALANCE PUSH0 MSTORE PUSH1 32 PUSH0 RETURN.
const balanceReader: Address = '0x00000000000000000000000000000000ba1a9ce5'
const balanceReaderCode: Hex = '0x5f35315f5260205ff3'
const maxTokens = 16
const maxReason = 300
const unavailable: Claim = { level: 'unavailable', succeeds: undefined, revertReason: undefined, balances: [] }

type Trial = { rpc: Rpc; call: Call; block: string; abi: Abi | undefined }
type Check = { succeeds: boolean; revertReason: string | undefined; evidence: readonly EvidenceSummary[] }

/** Returns what the transaction would do to the balances of its sender; never throws, a node may be too simple for it. */
export async function simulateTransaction(
  transaction: ExplainedTransaction,
  { rpc, contracts }: { rpc: Rpc; contracts: KnownContracts },
): Promise<Simulation> {
  const abi = contracts.get(transaction.to?.toLowerCase() ?? '')?.abi
  const trial = { rpc, abi, call: toCall(transaction), block: await readHead(rpc) }
  const [claim, check] = await Promise.all([tryOnNode(trial), runHere(trial)])
  return judge(claim, check)
}

function judge(claim: Claim, check: Check | undefined): Simulation {
  if (!check) return { ...claim, check: undefined, evidence: [] }
  const { succeeds, revertReason, evidence } = check
  if (claim.succeeds === succeeds) {
    return { ...claim, revertReason: revertReason ?? claim.revertReason, check: 'agrees', evidence }
  }
  const agreement = claim.succeeds === undefined ? 'agrees' : 'contradicts'
  return { level: 'callOnly', succeeds, revertReason, balances: [], check: agreement, evidence }
}

/** Both have to look at the same state: of two blocks they may rightly say two things. */
async function readHead(rpc: Rpc): Promise<string> {
  if (!rpc.ask) return 'latest'
  return (await rpc.request({ method: 'eth_blockNumber' }).catch(() => 'latest')) as string
}

async function tryOnNode({ rpc, call, block, abi }: Trial): Promise<Claim> {
  try {
    const { status, returnData, logs = [], error } = (await simulate(rpc, block, [call]))[0]!
    if (status !== '0x1') return fail('full', decodeRevert(returnData, abi) ?? error?.message)
    const tokens = await findTokens(rpc, logs, call.from!)
    const balances = await readBalances({ rpc, call, block, abi }, tokens)
    return { level: 'full', succeeds: true, revertReason: undefined, balances }
  } catch {
    return rpc.ask ? unavailable : callOnly(rpc, call)
  }
}

/** What the one who proves says; undefined where nobody does, or the proof cannot be had. */
async function runHere({ rpc, call, block, abi }: Trial): Promise<Check | undefined> {
  try {
    const answer = await rpc.ask?.({ method: 'eth_call', params: [call, block] })
    if (answer?.evidence.grade !== 'proved') return undefined
    return { succeeds: true, revertReason: undefined, evidence: [answer.evidence] }
  } catch (error) {
    const { name, message, data } = error as Error & { data?: Hex }
    if (name !== 'Light.RevertedError' && name !== 'Light.CallFailedError') return undefined
    const reason = (data && decodeRevert(data, abi)) ?? message
    return { succeeds: false, revertReason: reason.slice(0, maxReason), evidence: [] }
  }
}

async function readBalances({ rpc, call, block }: Trial, tokens: readonly Token[]): Promise<BalanceChange[]> {
  const owner = call.from!
  const word = `0x${owner.slice(2).toLowerCase().padStart(64, '0')}` as Hex
  const reads: Call[] = [
    { to: balanceReader, data: word },
    ...tokens.map(({ address }) => ({ to: address, data: `${balanceOf}${word.slice(2)}` as Hex })),
  ]
  const results = await simulate(rpc, block, [...reads, call, ...reads])
  const names: (Token | 'coins')[] = ['coins', ...tokens]
  return names
    .map((token, i) => {
      const before = toAmount(results[i])
      const after = toAmount(results[names.length + 1 + i])
      return before === undefined || after === undefined ? undefined : { token, before, after }
    })
    .filter((change) => change !== undefined)
}

async function simulate(rpc: Rpc, block: string, calls: readonly Call[]): Promise<CallResult[]> {
  const next = { stateOverrides: { [balanceReader]: { code: balanceReaderCode } }, calls }
  const params = [{ blockStateCalls: [next], validation: false, traceTransfers: false }, block]
  const [result] = (await rpc.request({ method: 'eth_simulateV1', params })) as { calls: CallResult[] }[]
  if (result?.calls.length !== calls.length) throw new Error('eth_simulateV1 answered another number of calls')
  return result.calls
}

/** The tokens that say they moved from or to the account. What they say is not believed: their balances are read. */
async function findTokens(rpc: Rpc, logs: NonNullable<CallResult['logs']>, account: Address): Promise<Token[]> {
  const reader = createChainReader(rpc)
  const tail = account.slice(2).toLowerCase()
  const touched = logs.filter(
    ({ topics }) => topics[0] === transferTopic && topics.some((topic) => topic.endsWith(tail)),
  )
  const addresses = [...new Set(touched.map(({ address }) => getAddress(address)))].slice(0, maxTokens)
  const tokens = await Promise.all(addresses.map((address) => reader.readToken(address)))
  return tokens.filter((token) => token?.standard === 'erc20')
}

async function callOnly(rpc: Rpc, call: Call): Promise<Claim> {
  try {
    await rpc.request({ method: 'eth_call', params: [call, 'latest'] })
    return { level: 'callOnly', succeeds: true, revertReason: undefined, balances: [] }
  } catch (error) {
    // geth's convention: code 3 is a revert. Anything else says nothing about the transaction.
    const reverted = error instanceof Error && ('code' in error ? error.code === 3 : /revert/i.test(error.message))
    if (reverted) return fail('callOnly', error.message)
    return unavailable
  }
}

function fail(level: 'full' | 'callOnly', revertReason: string | undefined): Claim {
  return { level, succeeds: false, revertReason: revertReason?.slice(0, maxReason), balances: [] }
}

function toCall({ from, to, data, value }: ExplainedTransaction): Call {
  return { from, ...(to ? { to } : {}), ...(data ? { data } : {}), ...(value ? { value: formatQuantity(value) } : {}) }
}

function toAmount(result: CallResult | undefined): bigint | undefined {
  return result?.status === '0x1' && result.returnData.length === 66 ? BigInt(result.returnData) : undefined
}
