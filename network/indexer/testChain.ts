import { concatHex, createWalletClient, defineChain, encodeAbiParameters, http } from 'viem'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { startTestGateway, type TestGateway, testChainId } from '../node/rpc/testGateway.ts'
import type { IndexStore, Row } from './IndexStore.ts'
import { indexTables } from './indexTables.ts'
import type { Indexer } from './startIndexer.ts'

/* A chain whose blocks come when a test says so, with a token and collections that move what they are told to move. */
export const token: Address = `0x${'70'.repeat(20)}`
export const collection: Address = `0x${'71'.repeat(20)}`
/** An ERC-1155: items of which several hold pieces. */
export const stock: Address = `0x${'72'.repeat(20)}`
const transferTopic = 'ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
/** Copies the third word of its input to memory and logs it under Transfer, first word, second word. */
const tokenCode: Hex = `0x602060406000376020356000357f${transferTopic}60206000a300`
/** Logs Transfer with the three words of its input as topics. */
const collectionCode: Hex = `0x6040356020356000357f${transferTopic}60006000a400`
/** Logs its input: four topics, then the data. */
const stockCode: Hex = '0x606035604035602035600035608036038060806000376000a400'
const singleTopic: Hex = '0xc3d58168c5ae7397731d063d5bbf3d657854427343f4c083240f7aacaa2d0f62'
const batchTopic: Hex = '0x4a39dc06d4c0dbc64b70af90fd698a233a518aa5d07e595d983b8c0526c8f7fb'
const nobody: Address = `0x${'00'.repeat(20)}`

const terms = {
  chain: defineChain({
    id: testChainId,
    name: 'Test',
    nativeCurrency: { name: 'Coin', symbol: 'C', decimals: 18 },
    rpcUrls: { default: { http: [] } },
  }),
  type: 'eip1559',
  gas: 200_000n,
  maxFeePerGas: 0n,
  maxPriorityFeePerGas: 0n,
} as const

export type TestChain = {
  gateway: TestGateway
  rpcUrl: string
  wsUrl: string
  /** Sends coins, token amounts, items and pieces to that many addresses, one block for each. */
  grow(blocks: number): Promise<void>
}

/** Starts a chain; another `salt` makes another genesis. */
export async function startTestChain(salt = '01'): Promise<TestChain> {
  const gateway = await startTestGateway({
    alloc: {
      [token]: { balance: '0x0', code: tokenCode },
      [collection]: { balance: '0x0', code: collectionCode },
      [stock]: { balance: '0x0', code: stockCode },
      [`0x${salt.repeat(20)}` as Address]: { balance: '0x1' },
    },
  })
  const { account } = gateway
  const wallet = createWalletClient({ account, transport: http(gateway.url) })
  let nonce = 0
  const send = (to: Address | undefined, data: Hex, value = 0n) =>
    wallet.sendTransaction({ to: to ?? null, data, value, nonce: nonce++, ...terms })
  return {
    gateway,
    rpcUrl: gateway.url,
    wsUrl: gateway.url.replace(/^http/, 'ws'),
    async grow(blocks) {
      for (let i = 0; i < blocks; i++) {
        const to = addressOf(nonce)
        await send(to, '0x', 1n)
        await send(token, wordsOf(account.address, to, BigInt(nonce)))
        await send(collection, wordsOf(nobody, to, BigInt(nonce)))
        await send(stock, piecesOf(account.address, to, i % 2 === 0 ? [7n] : [7n, 8n]))
        if (i % 3 === 0) await send(undefined, '0x600a5f5260205ff3')
        await gateway.mine()
      }
    },
  }
}

export function addressOf(index: number): Address {
  return `0x${(0xaa0000 + index).toString(16).padStart(40, '0')}`
}

function wordsOf(from: Address, to: Address, value: bigint): Hex {
  return encodeAbiParameters([{ type: 'address' }, { type: 'address' }, { type: 'uint256' }], [from, to, value])
}

/** One move of ten pieces of each item, in a log of its own or in a batch. */
function piecesOf(operator: Address, to: Address, ids: readonly bigint[]): Hex {
  const pieces = ids.map(() => 10n)
  const data =
    ids.length === 1
      ? encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [ids[0]!, pieces[0]!])
      : encodeAbiParameters([{ type: 'uint256[]' }, { type: 'uint256[]' }], [ids, pieces])
  const parties = [operator, nobody, to].map((party) => encodeAbiParameters([{ type: 'address' }], [party]))
  return concatHex([ids.length === 1 ? singleTopic : batchTopic, ...parties, data])
}

/** Returns all rows of all tables, in an order of their own. */
export async function dump(store: Pick<IndexStore, 'all'>): Promise<Record<string, string[]>> {
  const names = indexTables.flatMap(({ tables }) => tables)
  const rows = await Promise.all(names.map((name) => store.all<Row>(`SELECT * FROM ${name}`)))
  return Object.fromEntries(
    names.map((name, i) => [
      name,
      rows[i]!.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort(),
    ]),
  )
}

/** Asks the index by HTTP. */
export async function ask<T>(indexer: Pick<Indexer, 'url'>, path: string): Promise<T> {
  const response = await fetch(indexer.url + path, { signal: AbortSignal.timeout(10_000) })
  return (await response.json()) as T
}
