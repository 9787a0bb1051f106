import { IDBFactory } from 'fake-indexeddb'
import { http, parseTransaction } from 'viem'
import { expect, test } from 'vitest'
import { createConfig } from 'wagmi'
import { connect, disconnect, getConnection, sendTransaction, signMessage, switchChain } from 'wagmi/actions'
import { createKeystoreStore } from '../../lib/wallet/createKeystoreStore.ts'
import { createVault } from '../../lib/wallet/createVault.ts'
import { createWalletProvider } from '../../lib/wallet/createWalletProvider.ts'
import { qoodConnector } from './qoodConnector.ts'

const owner = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const chains = [2018, 2019].map((id) => ({
  id,
  name: `Chain ${id}`,
  nativeCurrency: { name: 'QDT', symbol: 'QDT', decimals: 18 },
  rpcUrls: { default: { http: ['http://127.0.0.1:1'] } },
}))

async function setUp() {
  const store = createKeystoreStore({ indexedDB: new IDBFactory() })
  const vault = createVault({ store, developmentChainIds: [2018] })
  const unlocker = {
    kind: 'password',
    password: 'correct horse battery',
    parameters: { memoryKib: 64, iterations: 1, parallelism: 1 },
  } as const
  await vault.restore({ mnemonic: 'test test test test test test test test test test test junk', unlocker })
  const sent: `0x${string}`[] = []
  const node = {
    async request({ method, params }: { method: string; params?: unknown }) {
      if (method === 'eth_getTransactionCount') return '0x0'
      if (method === 'eth_getBlockByNumber') return { baseFeePerGas: '0x0' }
      if (method === 'eth_maxPriorityFeePerGas') return '0x0'
      if (method !== 'eth_sendRawTransaction') throw new Error(`the node of this test does not know ${method}`)
      sent.push((params as [`0x${string}`])[0])
      return `0x${'ab'.repeat(32)}`
    },
  }
  const answers: boolean[] = []
  const provider = createWalletProvider({
    vault,
    chains: new Map(chains.map(({ id }) => [id, node])),
    chainId: 2018,
    origin: 'http://localhost:3000',
    approve: async () => answers.shift() ?? true,
  })
  const config = createConfig({
    chains: [chains[0]!, chains[1]!],
    connectors: [qoodConnector({ provider })],
    transports: Object.fromEntries(chains.map(({ id }) => [id, http()])),
    storage: null,
  })
  return { vault, provider, config, answers, sent, connector: config.connectors[0]! }
}

test('connects, signs, switches chain and disconnects through wagmi', async () => {
  const { config, connector } = await setUp()
  expect(await connect(config, { connector })).toEqual({ accounts: [owner], chainId: 2018 })
  expect(getConnection(config)).toMatchObject({ status: 'connected', address: owner, chainId: 2018 })
  expect(await signMessage(config, { message: 'hello' })).toMatch(/^0x[0-9a-f]{130}$/)
  await switchChain(config, { chainId: 2019 })
  expect(getConnection(config)).toMatchObject({ chainId: 2019 })
  await disconnect(config)
  expect(getConnection(config).status).toBe('disconnected')
  expect(await connector.isAuthorized()).toBe(false)
})

test('tells wagmi what the owner refused', async () => {
  const { config, connector, answers } = await setUp()
  answers.push(false)
  await expect(connect(config, { connector })).rejects.toMatchObject({ code: 4001 })
  expect(getConnection(config).status).toBe('disconnected')
})

test('tells wagmi of new accounts and of locking', async () => {
  const { config, connector, vault, provider } = await setUp()
  await connect(config, { connector })
  await vault.addAccount()
  await provider.refresh()
  expect(getConnection(config).addresses).toHaveLength(2)
  await vault.lock()
  await provider.refresh()
  expect(getConnection(config).status).toBe('disconnected')
})

test('sends what a page asks for through wagmi, as complete as the vault wants it', async () => {
  const { config, connector, sent } = await setUp()
  await connect(config, { connector })
  const hash = await sendTransaction(config, { to: owner, value: 7n, gas: 21_000n })
  expect(hash).toBe(`0x${'ab'.repeat(32)}`)
  expect(parseTransaction(sent[0]!)).toMatchObject({ chainId: 2018, to: owner.toLowerCase(), value: 7n, gas: 21_000n })
})
