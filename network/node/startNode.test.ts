import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createPublicClient,
  createWalletClient,
  defineChain,
  http,
  type PublicClient,
  parseAbi,
  parseEther,
  parseEventLogs,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { qdtAbi } from '../../lib/contracts/QDT.ts'
import { type ChainGenesis, createChainGenesis } from '../genesis/createChainGenesis.ts'
import { developmentAccounts, developmentChainId, developmentProducers } from '../genesis/developmentKeys.ts'
import { OccupiedDataError, OtherChainError } from './openNodeStore.ts'
import { ask } from './rpc/testGateway.ts'
import { defaultNodeOptions, type Node, startNode, UnknownProducerError } from './startNode.ts'

const vectors = process.env.QOOD_VECTORS ?? join(import.meta.dirname, '../../../shared/vectors')
const imported = join(vectors, 'execution-apis', 'tests')
const [owner, other] = developmentAccounts(developmentChainId, 2).map(({ privateKey }) =>
  privateKeyToAccount(privateKey),
)
const directories: string[] = []
let node: Node
let data: string
let genesis: ChainGenesis

beforeAll(async () => {
  genesis = await createPastGenesis()
  data = await scratchDirectory()
  node = await start(data, genesis)
})
afterEach(() => void vi.useRealTimers())
afterAll(async () => {
  await node.stop()
  await Promise.all(directories.map((path) => rm(path, { recursive: true, force: true })))
})

async function scratchDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'qood-node-'))
  directories.push(path)
  return path
}

function start(directory: string, chain: ChainGenesis): Promise<Node> {
  const quick = { ...defaultNodeOptions, slotMs: 100, heartbeatMs: 400, rpcPort: 0 }
  return startNode({
    ...quick,
    data: directory,
    genesis: chain,
    onFault: (error) => {
      throw error
    },
  })
}

/** The development chain with a beginning long ago, so that holders have coin-days. */
async function createPastGenesis(): Promise<ChainGenesis> {
  const chain = await createChainGenesis({
    chainId: developmentChainId,
    timestamp: Date.UTC(2024, 0, 1) / 1_000,
    shuffled: true,
    candidates: developmentProducers(developmentChainId, 21).map(({ address }, index) => {
      return { address, name: `Producer ${index}`, stakeQdt: 1_000n }
    }),
    foundation: developmentAccounts(developmentChainId, 3)[2]!.address,
    team: developmentAccounts(developmentChainId, 3)[2]!.address,
    holders: [{ address: owner!.address, amountQdt: 1_000_000n }],
  })
  const balance = `0x${parseEther('10').toString(16)}` as const
  return { ...chain, alloc: { ...chain.alloc, [owner!.address.toLowerCase()]: { balance } } }
}

function connect(to: Node) {
  const chain = defineChain({
    id: developmentChainId,
    name: 'QoodBlock',
    nativeCurrency: { name: 'Qood', symbol: 'QOOD', decimals: 18 },
    rpcUrls: { default: { http: [to.rpcUrl] } },
  })
  const transport = http(to.rpcUrl)
  const options = { chain, transport, pollingInterval: 50 }
  return {
    reads: createPublicClient(options) as PublicClient,
    wallet: createWalletClient({ ...options, account: owner! }),
  }
}

async function readFinal(reads: PublicClient, hash: `0x${string}`) {
  const receipt = await reads.waitForTransactionReceipt({ hash, timeout: 20_000 })
  const final = await reads.getBlock({ blockTag: 'finalized' })
  expect(receipt.blockNumber <= final.number!).toBe(true)
  return receipt
}

test('a wallet sends coins', async () => {
  const { reads, wallet } = connect(node)
  const value = parseEther('1')
  const receipt = await readFinal(reads, await wallet.sendTransaction({ to: other!.address, value }))
  expect(receipt).toMatchObject({ status: 'success', gasUsed: 21_000n, effectiveGasPrice: 0n })
  expect(await reads.getBalance({ address: other!.address })).toBe(value)
  expect(await reads.getBalance({ address: owner!.address })).toBe(parseEther('9'))
})

test('a wallet deploys a contract and calls it', async () => {
  const { reads, wallet } = connect(node)
  // Returns 42 to whoever calls.
  const hash = await wallet.deployContract({ abi: [], bytecode: deployOf('602a5f5260205ff3') })
  const { contractAddress, status } = await readFinal(reads, hash)
  expect(status).toBe('success')
  expect(await reads.getCode({ address: contractAddress! })).toBe('0x602a5f5260205ff3')
  const abi = parseAbi(['function answer() view returns (uint256)'])
  expect(await reads.readContract({ address: contractAddress!, abi, functionName: 'answer' })).toBe(42n)
})

/** PUSH1 length, DUP1, PUSH1 9, PUSH0, CODECOPY, PUSH0, RETURN: nine bytes that leave the code behind them. */
function deployOf(code: string): `0x${string}` {
  return `0x60${(code.length / 2).toString(16).padStart(2, '0')}8060095f395ff3${code}`
}

test('a wallet sends QDT and pays with coin-days, not with a fee', async () => {
  const { reads, wallet } = connect(node)
  const qdt = { address: systemContracts.qdt, abi: qdtAbi } as const
  const coinDays = () => reads.readContract({ ...qdt, functionName: 'coinDays', args: [owner!.address] })
  const amount = parseEther('400000')
  const before = await coinDays()
  const hash = await wallet.writeContract({ ...qdt, functionName: 'transfer', args: [other!.address, amount] })
  const receipt = await readFinal(reads, hash)
  const [moved] = parseEventLogs({ abi: qdtAbi, eventName: 'Transfer', logs: receipt.logs })
  expect(moved!.args).toEqual({ from: owner!.address, to: other!.address, value: amount })
  expect(await reads.readContract({ ...qdt, functionName: 'balanceOf', args: [other!.address] })).toBe(amount)
  // 30 days of 1,000,000 QDT is the cap; four tenths of it go with the coins.
  expect(before).toBe(30n * parseEther('1000000'))
  expect(await coinDays()).toBeLessThan((before * 61n) / 100n)
})

test('one producer stops and starts; one that there is not is refused', () => {
  expect(node.setProducer(3, false)).toMatchObject({ index: 3, isRunning: false })
  expect(node.status().producers[3]).toMatchObject({ isRunning: false })
  expect(node.setProducer(3, true)).toMatchObject({ isRunning: true })
  expect(() => node.setProducer(99, true)).toThrow(UnknownProducerError)
})

test('a restart keeps blocks, receipts and state, and goes on', async () => {
  const { reads, wallet } = connect(node)
  const hash = await wallet.sendTransaction({ to: other!.address, value: 7n })
  const receipt = await readFinal(reads, hash)
  const balance = await reads.getBalance({ address: other!.address })
  await node.stop()
  node = await start(data, genesis)
  const again = connect(node)
  expect(await again.reads.getTransactionReceipt({ hash })).toEqual(receipt)
  expect(await again.reads.getBalance({ address: other!.address })).toBe(balance)
  expect((await again.reads.getBlock({ blockNumber: receipt.blockNumber })).hash).toBe(receipt.blockHash)
  const next = await readFinal(again.reads, await again.wallet.sendTransaction({ to: other!.address, value: 1n }))
  expect(next.blockNumber).toBeGreaterThan(receipt.blockNumber)
})

test('setting the clock of the machine neither stops budgets from filling nor ends what waits in the pool', async () => {
  vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true })
  const timed = await start(await scratchDirectory(), genesis)
  await connect(timed).wallet.sendTransaction({ to: other!.address, nonce: 5, gas: 500_000n })
  const realMs = Date.now()
  vi.setSystemTime(realMs - 3_600_000)
  await vi.waitFor(
    async () => {
      const { result } = await ask(timed.rpcUrl, 'qood_getGasBudget', [owner!.address])
      const { left, capacity } = result as { left: string; capacity: string }
      expect(left).toBe(capacity)
    },
    { timeout: 20_000 },
  )
  vi.setSystemTime(realMs + 7_200_000)
  const { number } = timed.status().head
  await vi.waitFor(() => expect(timed.status().head.number).toBeGreaterThan(number + 1), { timeout: 20_000 })
  expect(timed.status().pool).toMatchObject({ queued: 1 })
  await timed.stop()
})

test('a directory that holds another chain is left alone', async () => {
  const empty = await scratchDirectory()
  const first = await start(empty, genesis)
  await first.stop()
  await expect(start(empty, { ...genesis, timestamp: genesis.timestamp + 1 })).rejects.toThrow(OtherChainError)
  const choice = { genesisPath: join(imported, 'genesis.json'), chainPath: join(imported, 'chain.rlp') }
  const options = { ...defaultNodeOptions, data: empty, rpcPort: 0, onFault: () => {} }
  await expect(startNode({ ...options, imported: choice })).rejects.toThrow(OccupiedDataError)
})

const headText = await readFile(join(imported, 'headfcu.json'), 'utf8').catch(() => undefined)

// The public chain file is not part of this repository: QOOD_VECTORS says where it lies.
test.skipIf(headText === undefined)('an imported chain file ends at the head that its makers name', async () => {
  const choice = { genesisPath: join(imported, 'genesis.json'), chainPath: join(imported, 'chain.rlp') }
  const options = { ...defaultNodeOptions, data: await scratchDirectory(), rpcPort: 0, onFault: () => {} }
  const served = await startNode({ ...options, imported: choice })
  try {
    expect(served.status().head.hash).toBe(JSON.parse(headText!).params[0].headBlockHash)
  } finally {
    await served.stop()
  }
})
