import { encodeFunctionData, parseAbi } from 'viem'
import type { Address, Hex } from '../../../lib/bytes/hex.ts'
import { systemContracts } from '../../../lib/chain/systemContracts.ts'
import type { RpcCall } from '../../../lib/light/Transport.ts'
import { createTestChain, type TestChain } from './testChain.ts'

const { qdt, election } = systemContracts

export const busyAbi = parseAbi([
  'function balanceOf(address) view returns (uint256)',
  'function transfer(address to, uint256 amount) returns (bool)',
  'function getValidators() view returns (address[])',
  'function candidates(uint256 cursor, uint256 limit) view returns ((address account, string name, string url, uint8 status, uint256 since, uint256 votes, uint256 bond, uint256 bondLeaving, uint256 bondReleaseAt, uint256 misses, uint256 volume, uint256 lastVolume, uint256 reward, bool seated, bool chosen, bool suspended)[] page, uint256 next)',
  'function stake(uint256 amount)',
])

export const stranger: Address = `0x${'77'.repeat(20)}`
const absent: Hex = `0x${'34'.repeat(32)}`
const transferTopic: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

/** Calls itself, which writes slot 0 and reverts; then returns slot 0. */
const revertedWrite: Hex = '0x36601d5760006000600160006000305af15060005460005260206000f35b600160005560006000fd'

/** A test chain on which something happened, and every kind of question about it. */
export type BusyChain = TestChain & { reads: readonly RpcCall[]; alice: Address; sent: Hex }

/** Returns a call object of one of the contracts' functions. */
export function callOf(to: Address, functionName: string, args: readonly unknown[] = [], from?: Address) {
  const data = encodeFunctionData({ abi: busyAbi, functionName, args } as never) as Hex
  return { to, data, ...(from && { from }) }
}

/** Begins the chain: transfers in block 2, a contract that reads BLOCKHASH in block 4, coins for a stranger in block 5. */
export async function createBusyChain(): Promise<BusyChain> {
  const chain = await createTestChain({ candidates: 5, epochBlocks: 50 })
  const [alice, bob] = chain.holders
  const pay = (amount: bigint) => chain.sign(alice!, callOf(qdt, 'transfer', [bob!.address, amount]))
  await chain.mine()
  const first = await pay(5n)
  await chain.mine([first, await pay(6n)])
  await chain.mine()
  // PUSH1 10, NUMBER, SUB, BLOCKHASH, and return it; before that, the code that copies this out.
  const creation = await chain.sign(alice!, { data: '0x600d600c600039600d6000f3600a43034060005260206000f3' })
  await chain.mine([creation])
  await chain.mine([await chain.sign(bob!, { to: stranger, value: 7n })])
  await chain.mineTo(20)
  const who = alice!.address.toLowerCase() as Address
  const created = chain.store.receipts(4)![0]!.contractAddress!
  const hash = (number: number) => chain.store.hash(number)!
  return {
    ...chain,
    alice: who,
    sent: first.hash,
    reads: createReads({ who, created, sent: first.hash, creation: creation.hash, hash }),
  }
}

type Places = { who: Address; created: Address; sent: Hex; creation: Hex; hash: (number: number) => Hex }

function createReads({ who, created, sent, creation, hash }: Places): RpcCall[] {
  const ask = (method: string, ...params: unknown[]): RpcCall => ({ method, params })
  const accounts = [who, stranger, qdt, '0x00000000000000000000000000000000000000ff']
  return [
    ...accounts.flatMap((address) => [
      ask('eth_getBalance', address, 'latest'),
      ask('eth_getBalance', address, '0x4'),
      ask('eth_getTransactionCount', address, { blockHash: hash(4) }),
      ask('eth_getCode', address, 'latest'),
      ask('eth_getStorageAt', address, '0x0', 'latest'),
    ]),
    ask('eth_getProof', election, [`0x${'00'.repeat(32)}`], 'latest'),
    ask('eth_blockNumber'),
    ask('eth_chainId'),
    ask('net_version'),
    ...[true, false].flatMap((full) => [
      ask('eth_getBlockByNumber', 'latest', full),
      ask('eth_getBlockByNumber', 'earliest', full),
      ask('eth_getBlockByNumber', '0x2', full),
      ask('eth_getBlockByHash', hash(5), full),
      ask('eth_getBlockByNumber', '0x4', full),
    ]),
    ask('eth_getBlockByNumber', '0xffff', false),
    ask('eth_getBlockTransactionCountByNumber', '0x2'),
    ask('eth_getBlockTransactionCountByHash', hash(3)),
    ask('eth_getTransactionByBlockNumberAndIndex', '0x2', '0x1'),
    ask('eth_getTransactionByBlockHashAndIndex', hash(2), '0x9'),
    ask('eth_getTransactionByHash', sent),
    ask('eth_getTransactionByHash', absent),
    ask('eth_getTransactionReceipt', sent),
    ask('eth_getTransactionReceipt', creation),
    ask('eth_getTransactionReceipt', absent),
    ask('eth_getBlockReceipts', '0x2'),
    ask('eth_getBlockReceipts', '0x1'),
    ask('eth_getLogs', { fromBlock: 'earliest', toBlock: 'latest' }),
    ask('eth_getLogs', { fromBlock: '0x1', toBlock: '0xa', address: qdt, topics: [transferTopic] }),
    ask('eth_getLogs', { fromBlock: '0x1', address: [election] }),
    ask('eth_getLogs', { blockHash: hash(2), topics: [null, [`0x${who.slice(2).padStart(64, '0')}`]] }),
    ask('eth_call', callOf(qdt, 'balanceOf', [who]), 'latest'),
    ask('eth_call', callOf(qdt, 'balanceOf', [who]), '0x1'),
    ask('eth_call', callOf(election, 'getValidators'), 'latest'),
    ask('eth_call', callOf(election, 'candidates', [0n, 20n]), 'latest'),
    ask('eth_call', callOf(qdt, 'transfer', [stranger, 1n], who), 'latest'),
    ask('eth_call', { to: stranger, value: '0x1', from: who }, 'latest'),
    ask('eth_call', { to: created }, 'latest'),
    ask('eth_call', { to: '0x0000000000000000000000000000000000000002', data: '0x616263' }, 'latest'),
    ask('eth_call', { to: stranger }, 'latest', { [stranger]: { code: '0x604260005260206000f3' } }),
    ask('eth_call', { to: stranger }, 'latest', { [stranger]: { code: revertedWrite } }),
    ask('eth_call', callOf(qdt, 'balanceOf', [who]), 'latest', { [qdt]: { stateDiff: {} } }),
  ]
}
