import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeFunctionData } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Address, decodeHex, encodeHex } from '../../lib/bytes/hex.ts'
import { keccak256 } from '../../lib/bytes/keccak256.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { qdtAbi } from '../../lib/contracts/QDT.ts'
import { createDevelopmentGenesis } from '../genesis/createDevelopmentGenesis.ts'
import { developmentAccounts, developmentChainId } from '../genesis/developmentKeys.ts'
import type { ChainReader } from './ChainReader.ts'
import { createAccountReader } from './createAccountReader.ts'
import type { HashedTransaction } from './producer/createProducer.ts'
import { openTestProducer, type TestProducer } from './producer/testProducer.ts'

const accounts = developmentAccounts(developmentChainId, 3).map(({ privateKey }) => privateKeyToAccount(privateKey))
const [first, second, third] = accounts as [PrivateKeyAccount, PrivateKeyAccount, PrivateKeyAccount]
const addresses = accounts.map(({ address }) => address.toLowerCase() as Address)
let data: string
let chain: TestProducer

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'qood-accounts-'))
  chain = await openTestProducer(data, await createDevelopmentGenesis())
})
afterAll(async () => {
  await chain.store.close()
  await rm(data, { recursive: true, force: true })
})

type Call = { to: Address; value?: bigint; data?: `0x${string}` }

async function sign(account: PrivateKeyAccount, call: Call): Promise<HashedTransaction> {
  const sender = account.address.toLowerCase() as Address
  const { nonce } = createAccountReader(chain.store).read(sender)
  const fees = { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n, gas: 1_000_000n }
  const raw = decodeHex(
    await account.signTransaction({ type: 'eip1559', chainId: developmentChainId, nonce, ...fees, ...call }),
  )
  return { raw, sender, hash: encodeHex(keccak256(raw)) }
}

async function makeBlock(transactions: readonly HashedTransaction[]) {
  for (;;) {
    const turn = await chain.turn(transactions)
    if (turn.kind === 'block') return turn
  }
}

/** The chain as the reader sees it, counting how often it goes to the trie for a state. */
function counted(): Pick<ChainReader, 'head' | 'state'> & { states: number } {
  const counter = {
    states: 0,
    head: chain.store.head,
    state(number: number) {
      counter.states++
      return chain.store.state(number)
    },
  }
  return counter
}

const readAll = (reader = createAccountReader(chain.store)) => addresses.map((address) => reader.read(address))

test('accounts stay right over blocks of transfers, calls and reverted calls without being read again', async () => {
  const source = counted()
  const reader = createAccountReader(source)
  readAll(reader)
  const qdt = (amount: bigint) =>
    encodeFunctionData({ abi: qdtAbi, functionName: 'transfer', args: [third.address, amount] })
  const blocks: (() => Promise<HashedTransaction[]>)[] = [
    async () => [await sign(first, { to: second.address, value: 5n })],
    async () => [await sign(second, { to: systemContracts.qdt, data: qdt(1n) })],
    async () => [await sign(second, { to: systemContracts.qdt, data: qdt(2n ** 200n) })],
    async () => [
      await sign(third, { to: first.address, value: 7n }),
      await sign(first, { to: third.address, value: 9n }),
    ],
  ]
  for (const transactions of blocks) {
    const turn = await makeBlock(await transactions())
    expect(turn.refused).toEqual([])
    reader.follow(turn.header.number, turn.accounts)
    expect(readAll(reader)).toEqual(readAll())
  }
  expect(source.states).toBe(1)
})

test('after a block that it was not told of, everything is read again', async () => {
  const reader = createAccountReader(chain.store)
  readAll(reader)
  await makeBlock([await sign(first, { to: second.address, value: 5n })])
  const later = await makeBlock([await sign(second, { to: third.address, value: 5n })])
  reader.follow(later.header.number, later.accounts)
  expect(readAll(reader)).toEqual(readAll())
})
