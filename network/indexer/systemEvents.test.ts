import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPublicClient, createWalletClient, getAddress, http, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createNodeClient } from '../../lib/chain/createNodeClient.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { electionAbi } from '../../lib/contracts/Election.ts'
import { qdtAbi } from '../../lib/contracts/QDT.ts'
import {
  checkContractRow,
  checkEventRow,
  checkNonceRow,
  checkTransactionRow,
  checkTransferRow,
} from '../../lib/explorer/checkRow.ts'
import type {
  ContractRow,
  EventRow,
  HoldingRow,
  IndexPage,
  ProducerRow,
  TransactionRow,
  TransferRow,
} from '../../lib/explorer/IndexRows.ts'
import { readCollection } from '../../lib/explorer/readCollection.ts'
import { readPieces, readPieceUri } from '../../lib/explorer/readPieces.ts'
import { readStateDiff } from '../../lib/explorer/readStateDiff.ts'
import { failureOf, readTrace } from '../../lib/explorer/readTrace.ts'
import { developmentAccounts, developmentChainId } from '../genesis/developmentKeys.ts'
import { defaultNodeOptions, type Node, startNode } from '../node/startNode.ts'
import { type Indexer, startIndexer } from './startIndexer.ts'
import { ask } from './testChain.ts'

/* The index beside a real node, with the contracts and producers of the genesis. */

let data: string
let node: Node
let indexer: Indexer
const [, , , , , , owner, other] = developmentAccounts(developmentChainId)
const qdt = { address: systemContracts.qdt, abi: qdtAbi } as const
const patient = { timeout: 30_000 }

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'qood-index-node-'))
  const onFault = (error: unknown) => {
    throw error
  }
  node = await startNode({ ...defaultNodeOptions, data, rpcPort: 0, slotMs: 50, heartbeatMs: 100, onFault })
  const wsUrl = node.rpcUrl.replace(/^http/, 'ws')
  indexer = await startIndexer({ database: ':memory:', rpcUrl: node.rpcUrl, wsUrl, port: 0 })
})
afterAll(async () => {
  await indexer.stop()
  await node.stop()
  await rm(data, { recursive: true, force: true })
})

const client = () => createNodeClient({ rpcUrl: node.rpcUrl, wsUrl: node.rpcUrl })
const reads = () => createPublicClient({ transport: http(node.rpcUrl), pollingInterval: 20 })
const wallet = () =>
  createWalletClient({ account: privateKeyToAccount(owner!.privateKey), transport: http(node.rpcUrl) })
const fees = { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n, gas: 500_000n } as const

async function send(request: { functionName: 'transfer' | 'approve'; args: readonly [`0x${string}`, bigint] }) {
  const hash = await wallet().writeContract({ ...qdt, ...request, ...fees, chain: null } as never)
  return reads().waitForTransactionReceipt({ hash })
}

/** Waits until the index holds the block. */
const indexed = (block: bigint) =>
  expect.poll(() => indexer.state().number, patient).toBeGreaterThanOrEqual(Number(block))

test('rows of the index are what the chain holds, and a row with any other word is refuted', async () => {
  const { blockNumber } = await send({ functionName: 'transfer', args: [other!.address, parseEther('2')] })
  await indexed(blockNumber)
  const path = `/addresses/${owner!.address.toLowerCase()}`
  const [row] = (await ask<IndexPage<TransactionRow>>(indexer, `${path}/transactions?limit=1`)).rows
  const [move] = (await ask<IndexPage<TransferRow>>(indexer, `${path}/transfers?limit=1`)).rows
  expect(row).toMatchObject({ method: 'transfer', ok: 1, block: Number(blockNumber) })
  expect(await checkTransactionRow(client(), row!)).toBe(row)
  expect(await checkTransferRow(client(), move!)).toBe(move)
  const refuted = expect.objectContaining({ name: 'Explorer.RowRefutedError' })
  const lies: Partial<TransactionRow>[] = [
    { from: other!.address },
    { to: null },
    { value: '1' },
    { nonce: row!.nonce + 1 },
    { time: row!.time + 1 },
    { block: row!.block - 1 },
    { position: row!.position + 1 },
    { hash: `0x${'00'.repeat(32)}` },
    { ok: 0 },
    { gasUsed: row!.gasUsed + 1 },
    { method: 'approve' },
    { selector: '0x12345678' },
    { created: other!.address },
  ]
  for (const lie of lies) await expect(checkTransactionRow(client(), { ...row!, ...lie })).rejects.toEqual(refuted)
  const wrong: Partial<TransferRow>[] = [
    { from: other!.address },
    { to: owner!.address },
    { value: '1' },
    { token: systemContracts.qdd },
    { position: move!.position + 1_000_000 },
    { log: move!.log + 1 },
    { part: 1 },
    { standard: 'erc721' },
    { pieces: '1' },
    { time: move!.time + 1 },
  ]
  for (const lie of wrong) await expect(checkTransferRow(client(), { ...move!, ...lie })).rejects.toEqual(refuted)
  const { nonce, from: sender } = row!
  expect(await checkNonceRow(client(), row!, { sender, nonce })).toBe(row)
  await expect(checkNonceRow(client(), row!, { sender, nonce: nonce + 1 })).rejects.toEqual(refuted)
  await expect(checkNonceRow(client(), row!, { sender: other!.address, nonce })).rejects.toEqual(refuted)
})

test('events and new contracts are held against their receipts', async () => {
  const { blockNumber } = await send({ functionName: 'approve', args: [other!.address, parseEther('3')] })
  await indexed(blockNumber)
  const { rows } = await ask<IndexPage<EventRow>>(indexer, '/events?contract=qdt&name=Approval&limit=1')
  const [event] = rows
  expect(event!.args).toMatchObject({ spender: getAddress(other!.address), value: String(parseEther('3')) })
  expect(await checkEventRow(client(), event!)).toBe(event)
  const refuted = expect.objectContaining({ name: 'Explorer.RowRefutedError' })
  const lies: Partial<EventRow>[] = [
    { contract: 'qdd' },
    { address: other!.address },
    { name: 'Transfer' },
    { args: { ...event!.args, value: '4' } },
    { args: { ...event!.args, more: '4' } },
    { time: event!.time - 1 },
    { block: event!.block + 1 },
    { position: event!.position + 1 },
    { position: event!.position + 1_000_000 },
  ]
  for (const lie of lies) await expect(checkEventRow(client(), { ...event!, ...lie })).rejects.toEqual(refuted)

  const hash = await wallet().sendTransaction({ ...fees, chain: null, data: '0x600a5f5260205ff3' })
  const receipt = await reads().waitForTransactionReceipt({ hash })
  await indexed(receipt.blockNumber)
  const [made] = (await ask<IndexPage<ContractRow>>(indexer, '/contracts?limit=1')).rows
  expect(await checkContractRow(client(), made!)).toBe(made)
  for (const lie of [{ address: other!.address }, { creator: other!.address }, { time: made!.time + 1 }])
    await expect(checkContractRow(client(), { ...made!, ...lie })).rejects.toEqual(refuted)
})

/** An ERC-1155 that answers supportsInterface, ten pieces to everybody, and one address for the description of all items. */
const piecesCode =
  '0x60698060' +
  '0b6000396000f360003560e01c806301ffc9a714602757806300fdd58e14603c57630e89341c14604757600080fd' +
  '5b60043560e01c63d9b67a261460005260206000f35b600a60005260206000f3' +
  '5b6020600052600b6020526a697066733a2f2f7b69647d60a81b60405260606000f3'

test('a collection of which several hold pieces is told apart and asked', async () => {
  const hash = await wallet().sendTransaction({ ...fees, chain: null, data: piecesCode as `0x${string}` })
  const { contractAddress } = await reads().waitForTransactionReceipt({ hash })
  const token = contractAddress!
  expect(await readCollection(client(), token)).toMatchObject({ standard: 'erc1155', name: '', symbol: '' })
  expect(await readCollection(client(), systemContracts.vehicle)).toMatchObject({ standard: 'erc721', symbol: 'CAR' })
  expect(await readCollection(client(), systemContracts.qdt)).toBeUndefined()
  expect(await readPieces(client(), { token, id: 7n, holder: other!.address })).toBe(10n)
  expect(await readPieceUri(client(), token, 7n)).toBe(`ipfs://${'7'.padStart(64, '0')}`)
  expect(await readPieceUri(client(), systemContracts.qdt, 7n)).toBeUndefined()
})

test('holders are told with what the genesis gave them', async () => {
  const { blockNumber } = await send({ functionName: 'transfer', args: [other!.address, parseEther('3')] })
  await indexed(blockNumber)
  const balance = async (account: `0x${string}`) =>
    String(await reads().readContract({ ...qdt, functionName: 'balanceOf', args: [account] }))
  const held = async (account: string) => {
    const path = `/addresses/${account.toLowerCase()}/tokens`
    const { rows } = await ask<IndexPage<HoldingRow>>(indexer, path)
    return rows.find(({ token }) => token === qdt.address)?.amount
  }
  for (const { address } of [owner!, other!])
    await expect.poll(() => held(address), patient).toBe(await balance(address))
})

test('events of the contracts are decoded, and producers are found by the names that no event told', async () => {
  await send({ functionName: 'approve', args: [systemContracts.election, parseEther('50')] })
  const election = { address: systemContracts.election, abi: electionAbi, ...fees, chain: null } as const
  const staked = await wallet().writeContract({ ...election, functionName: 'stake', args: [parseEther('50')] } as never)
  const { blockNumber } = await reads().waitForTransactionReceipt({ hash: staked })
  await indexed(blockNumber)
  expect(await ask(indexer, '/events?contract=election&name=Staked&limit=1')).toMatchObject({
    rows: [
      {
        name: 'Staked',
        transaction: staked,
        args: { account: getAddress(owner!.address), amount: String(parseEther('50')) },
      },
    ],
  })
  const find = async (text: string) => (await ask<{ rows: object[] }>(indexer, `/search?q=${text}`)).rows
  await expect.poll(() => find('aost'), patient).toMatchObject([{ kind: 'producer', label: 'Aosta' }])
})

test('a producer that misses its turn is blamed, and nobody else', async () => {
  const find = () => node.status().producers.find(({ blocks }) => blocks > 0)
  await expect.poll(find, patient).toBeDefined()
  const seated = find()!
  node.setProducer(seated.index, false)
  const rows = async () => (await ask<{ rows: ProducerRow[] }>(indexer, '/producers')).rows
  const missed = async () => (await rows()).filter((row) => row.missed > 0).map(({ producer }) => producer)
  await expect.poll(missed, patient).toEqual([seated.address.toLowerCase()])
  node.setProducer(seated.index, true)
})

test('a transaction that failed says why, and one that did not says what it changed', async () => {
  const failed = await send({ functionName: 'transfer', args: [other!.address, parseEther('999999999')] })
  expect(failed.status).toBe('reverted')
  const trace = await readTrace(client(), failed.transactionHash)
  expect(trace).toMatchObject({ kind: 'CALL', functionName: 'transfer', arguments: [{ name: 'to' }, {}] })
  expect(failureOf(trace)).toMatch(/not enough tokens|InsufficientBalance/)
  const done = await send({ functionName: 'transfer', args: [other!.address, 1n] })
  const diff = await readStateDiff(client(), done.transactionHash)
  const token = diff.find(({ address }) => address === qdt.address)
  expect(token?.changes.filter(({ kind }) => kind === 'slot').length).toBeGreaterThanOrEqual(2)
  const sender = diff.find(({ address }) => address === owner!.address.toLowerCase())
  expect(sender?.changes).toMatchObject([{ kind: 'nonce' }])
})
