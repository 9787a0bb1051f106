import { getAddress, toEventSelector } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'
import { formatQuantity } from '../bytes/hex.ts'
import { createChainReader, type Rpc } from './createChainReader.ts'
import { decodeRevert } from './decodeRevert.ts'
import type { Token } from './Explanation.ts'
import type { ExplainedTransaction, KnownContracts } from './explainTransaction.ts'

export type BalanceChange = { token: Token | 'coins'; before: bigint; after: bigint }

/**
 * `full`: the node ran the transaction and read the balances around it. `callOnly`: it could only say whether the
 * transaction would succeed. `unavailable`: it could say nothing, and the screen says so.
 */
export type Simulation = {
  level: 'full' | 'callOnly' | 'unavailable'
  succeeds: boolean | undefined
  revertReason: string | undefined
  balances: readonly BalanceChange[]
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

/** Returns what the transaction would do to the balances of its sender; never throws, a node may be too simple for it. */
export async function simulateTransaction(
  transaction: ExplainedTransaction,
  { rpc, contracts }: { rpc: Rpc; contracts: KnownContracts },
): Promise<Simulation> {
  const call = toCall(transaction)
  try {
    const { status, returnData, logs = [], error } = (await simulate(rpc, [call]))[0]!
    if (status !== '0x1') {
      const abi = contracts.get(transaction.to?.toLowerCase() ?? '')?.abi
      return fail('full', decodeRevert(returnData, abi) ?? error?.message)
    }
    const tokens = await findTokens(rpc, logs, transaction.from)
    return { level: 'full', succeeds: true, revertReason: undefined, balances: await readBalances(rpc, call, tokens) }
  } catch {
    return callOnly(rpc, call)
  }
}

async function readBalances(rpc: Rpc, call: Call, tokens: readonly Token[]): Promise<BalanceChange[]> {
  const owner = call.from!
  const word = `0x${owner.slice(2).toLowerCase().padStart(64, '0')}` as Hex
  const reads: Call[] = [
    { to: balanceReader, data: word },
    ...tokens.map(({ address }) => ({ to: address, data: `${balanceOf}${word.slice(2)}` as Hex })),
  ]
  const results = await simulate(rpc, [...reads, call, ...reads])
  const names: (Token | 'coins')[] = ['coins', ...tokens]
  return names
    .map((token, i) => {
      const before = toAmount(results[i])
      const after = toAmount(results[names.length + 1 + i])
      return before === undefined || after === undefined ? undefined : { token, before, after }
    })
    .filter((change) => change !== undefined)
}

async function simulate(rpc: Rpc, calls: readonly Call[]): Promise<CallResult[]> {
  const block = { stateOverrides: { [balanceReader]: { code: balanceReaderCode } }, calls }
  const params = [{ blockStateCalls: [block], validation: false, traceTransfers: false }, 'latest']
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

async function callOnly(rpc: Rpc, call: Call): Promise<Simulation> {
  try {
    await rpc.request({ method: 'eth_call', params: [call, 'latest'] })
    return { level: 'callOnly', succeeds: true, revertReason: undefined, balances: [] }
  } catch (error) {
    // geth's convention: code 3 is a revert. Anything else says nothing about the transaction.
    const reverted = error instanceof Error && ('code' in error ? error.code === 3 : /revert/i.test(error.message))
    if (reverted) return fail('callOnly', error.message)
    return { level: 'unavailable', succeeds: undefined, revertReason: undefined, balances: [] }
  }
}

function fail(level: 'full' | 'callOnly', revertReason: string | undefined): Simulation {
  return { level, succeeds: false, revertReason: revertReason?.slice(0, 300), balances: [] }
}

function toCall({ from, to, data, value }: ExplainedTransaction): Call {
  return { from, ...(to ? { to } : {}), ...(data ? { data } : {}), ...(value ? { value: formatQuantity(value) } : {}) }
}

function toAmount(result: CallResult | undefined): bigint | undefined {
  return result?.status === '0x1' && result.returnData.length === 66 ? BigInt(result.returnData) : undefined
}
