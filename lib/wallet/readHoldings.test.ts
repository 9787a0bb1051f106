import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWalletClient, encodeFunctionData, erc20Abi, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { waitForTransactionReceipt } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { developmentAccounts, developmentChainId } from '../../network/genesis/developmentKeys.ts'
import { defaultNodeOptions, type Node, startNode } from '../../network/node/startNode.ts'
import { chainTokens } from '../chain/chainTokens.ts'
import { createNodeClient, type NodeClient } from '../chain/createNodeClient.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { encodeTokenTransfer } from './encodeTokenTransfer.ts'
import { readTokenName } from './ownTokens.ts'
import { previewQdtTransfer } from './previewQdtTransfer.ts'
import { readBalances, readHoldings } from './readHoldings.ts'
import { readSent } from './readSent.ts'
import { readTransactionState } from './readTransactionState.ts'
import { readTransfersOf } from './readTransfersOf.ts'

/* What the wallet reads, from a real node: one file, because a node takes seconds to start. */

const unit = 10n ** 18n
const rich = privateKeyToAccount(developmentAccounts(developmentChainId, 4)[3]!.privateKey)
const newAddress = () => privateKeyToAccount(generatePrivateKey()).address
const all = chainTokens.map(({ address }) => address)
let data: string
let node: Node
let client: NodeClient

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'qood-wallet-'))
  const onFault = (error: unknown) => {
    throw error
  }
  node = await startNode({ ...defaultNodeOptions, slotMs: 100, heartbeatMs: 400, rpcPort: 0, data, onFault })
  client = createNodeClient({ rpcUrl: node.rpcUrl, wsUrl: '' })
}, 60_000)
afterAll(async () => {
  await node.stop()
  await rm(data, { recursive: true, force: true })
})

async function sendQdt(
  to: `0x${string}`,
  amount: bigint,
  token: `0x${string}` = systemContracts.qdt,
): Promise<`0x${string}`> {
  const wallet = createWalletClient({ account: rich, transport: http(node.rpcUrl) })
  const fees = { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n, gas: 200_000n }
  const hash = await wallet.sendTransaction({ chain: null, ...encodeTokenTransfer(token, to, amount), ...fees })
  await waitForTransactionReceipt(client, { hash, pollingInterval: 50 })
  return hash
}

test('holdings come with the settings that give coin-days their worth', async () => {
  const holdings = await readHoldings(client, rich.address)
  expect(holdings).toMatchObject({
    qdt: 1_000_000n * unit,
    coinWei: 1_000n * unit,
    capDays: 30n,
    transferCoinDays: unit,
  })
  expect(holdings.shortfall).toEqual({ kind: 'charge', feeQdt: unit / 100n })
  expect(await readHoldings(client, newAddress())).toMatchObject({ qdt: 0n, coinWei: 0n, coinDays: 0n })
})

test('a preview says what is used or paid, or why not', async () => {
  const poor = newAddress()
  expect(await previewQdtTransfer(client, { from: poor, amount: 5n })).toEqual({
    kind: 'balanceShort',
    have: 0n,
    need: 5n,
  })
  await sendQdt(poor, unit)
  const preview = await previewQdtTransfer(client, { from: poor, amount: unit / 2n })
  expect(preview).toMatchObject({ kind: 'possible' })
  if (preview.kind === 'possible') expect(preview.feeQdt).toBeGreaterThan(0n)
  expect(await previewQdtTransfer(client, { from: poor, amount: unit })).toMatchObject({
    kind: 'balanceShort',
    have: unit,
  })
})

test('transfers of an account are found from both sides, newest first, and are final', async () => {
  const friend = newAddress()
  const first = await sendQdt(friend, 1n)
  const second = await sendQdt(friend, 2n)
  const { transfers } = await readTransfersOf(client, friend, all)
  expect(transfers.map(({ hash, from, to, value }) => ({ hash, from, to, value }))).toEqual([
    { hash: second, from: rich.address, to: friend, value: 2n },
    { hash: first, from: rich.address, to: friend, value: 1n },
  ])
  expect(transfers[0]?.timestampMs).toBeGreaterThan(1_700_000_000_000)
  expect((await readTransfersOf(client, rich.address, all)).transfers[0]?.hash).toBe(second)
  expect(await readTransactionState(client, second)).toEqual({ kind: 'final', blockNumber: transfers[0]!.blockNumber })
})

test('transfers of nothing that others make in the name of an account are hidden and counted', async () => {
  const victim = privateKeyToAccount(generatePrivateKey())
  const stranger = privateKeyToAccount(generatePrivateKey())
  const alike = newAddress()
  const paid = await sendQdt(victim.address, 1n)
  const send = async (account: typeof victim, data: `0x${string}`) => {
    const wallet = createWalletClient({ account, transport: http(node.rpcUrl) })
    const fees = { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n, gas: 200_000n }
    const hash = await wallet.sendTransaction({ chain: null, to: systemContracts.qdd, data, ...fees })
    await waitForTransactionReceipt(client, { hash, pollingInterval: 50 })
    return hash
  }
  const pull = (from: `0x${string}`, to: `0x${string}`) =>
    encodeFunctionData({ abi: erc20Abi, functionName: 'transferFrom', args: [from, to, 0n] })
  await send(stranger, pull(victim.address, alike))
  await send(stranger, pull(alike, victim.address))
  const own = await send(victim, encodeTokenTransfer(systemContracts.qdd, alike, 0n).data)
  const { transfers, hidden } = await readTransfersOf(client, victim.address, all)
  expect(transfers.map(({ hash }) => hash)).toEqual([own, paid])
  expect(hidden).toBe(2)
})

test('balances are read token by token, and what is no token is left out', async () => {
  const none = { address: `0x${'99'.repeat(20)}`, symbol: 'NONE', decimals: 0 } as const
  const [qdt, qdd] = chainTokens
  const balances = await readBalances(client, rich.address, [qdt!, none, qdd!])
  expect(balances.map(({ token }) => token.symbol)).toEqual(['QDT', 'QDD'])
  expect(balances[0]!.balance).toBeGreaterThan(900_000n * unit)
  await expect(readTokenName(client, none.address)).rejects.toMatchObject({ name: 'Wallet.NoTokenError' })
  expect(await readTokenName(client, qdd!.address)).toEqual(qdd)
})

test('what was sent is told apart: a call, coins, and what nobody knows', async () => {
  const to = newAddress()
  const call = await sendQdt(to, 1n)
  const wallet = createWalletClient({ account: rich, transport: http(node.rpcUrl) })
  const fees = { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n, gas: 21_000n }
  const coins = await wallet.sendTransaction({ chain: null, to, value: 7n, ...fees })
  expect(await readSent(client, call)).toMatchObject({ kind: 'call', amountWei: 0n })
  expect(await readSent(client, coins)).toMatchObject({ kind: 'coins', to: to.toLowerCase(), amountWei: 7n })
  expect(await readSent(client, `0x${'12'.repeat(32)}`)).toBeNull()
})

test('a transaction that nobody knows is waiting', async () => {
  expect(await readTransactionState(client, `0x${'12'.repeat(32)}`)).toEqual({
    kind: 'waiting',
    blockNumber: undefined,
  })
})
