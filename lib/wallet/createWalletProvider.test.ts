import { IDBFactory } from 'fake-indexeddb'
import fc from 'fast-check'
import {
  createWalletClient,
  custom,
  encodeFunctionData,
  erc20Abi,
  getContractAddress,
  parseAbi,
  parseEther,
  recoverMessageAddress,
  verifyTypedData,
} from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Address } from '../bytes/hex.ts'
import type { ApprovalRequest } from './createApprovals.ts'
import { createKeystoreStore } from './createKeystoreStore.ts'
import { createVault } from './createVault.ts'
import { createWalletProvider, type WalletProviderOptions } from './createWalletProvider.ts'
import { lightKdf } from './fixtures/lightKdf.ts'
import { mail } from './fixtures/mail.ts'
import { startAnvil } from './fixtures/startAnvil.ts'
import { testTokenBytecode } from './fixtures/testToken.ts'
import type { Unlocker } from './keystoreSlots.ts'

const unlocker: Unlocker = { kind: 'password', password: 'correct horse battery', parameters: lightKdf }
const mnemonic = 'test test test test test test test test test test test junk'
const owner = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const friend = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const chainId = 2018

let chain: Awaited<ReturnType<typeof startAnvil>>
let token: Address
beforeAll(async () => {
  chain = await startAnvil(chainId)
  const { provider } = await setUp({ allowsBlindSigning: () => true })
  await provider.request({ method: 'eth_requestAccounts' })
  const data = testTokenBytecode
  const hash = (await provider.request({ method: 'eth_sendTransaction', params: [{ from: owner, data }] })) as Address
  const receipt = await chain.client.waitForTransactionReceipt({ hash })
  token = getContractAddress({ from: owner, nonce: 0n })
  expect(receipt.contractAddress?.toLowerCase()).toBe(token.toLowerCase())
})
afterAll(() => chain.stop())

async function setUp(options: Partial<WalletProviderOptions> = {}) {
  const vault = createVault({
    store: createKeystoreStore({ indexedDB: new IDBFactory() }),
    developmentChainIds: [chainId],
  })
  await vault.restore({ mnemonic, unlocker })
  const asked: ApprovalRequest[] = []
  const answers: boolean[] = []
  const provider = createWalletProvider({
    vault,
    chains: new Map([
      [chainId, chain.client as never],
      [2019, chain.client as never],
    ]),
    chainId,
    origin: 'http://localhost:3000',
    approve: async (request) => {
      asked.push(request)
      return answers.shift() ?? true
    },
    ...options,
  })
  return { vault, provider, asked, answers }
}

async function setUpConnected(options: Partial<WalletProviderOptions> = {}) {
  const all = await setUp(options)
  await all.provider.request({ method: 'eth_requestAccounts' })
  all.asked.length = 0
  return all
}

const send = (transaction: object) => ({ method: 'eth_sendTransaction', params: [{ from: owner, ...transaction }] })

test('tells no account before the owner agreed, and none after disconnect', async () => {
  const { provider, asked, answers } = await setUp()
  const events: unknown[] = []
  provider.on('accountsChanged', (accounts) => events.push(accounts))
  expect(await provider.request({ method: 'eth_accounts' })).toEqual([])
  answers.push(false)
  await expect(provider.request({ method: 'eth_requestAccounts' })).rejects.toMatchObject({ code: 4001 })
  expect(await provider.request({ method: 'eth_requestAccounts' })).toEqual([owner])
  expect(asked).toEqual([
    { kind: 'connect', origin: 'http://localhost:3000', chainId },
    { kind: 'connect', origin: 'http://localhost:3000', chainId },
  ])
  await provider.request({ method: 'wallet_revokePermissions' })
  expect(await provider.request({ method: 'eth_accounts' })).toEqual([])
  expect(events).toEqual([[owner], []])
})

test('works as a viem wallet: sends coins after showing balances before and after', async () => {
  const { provider, asked } = await setUpConnected()
  const wallet = createWalletClient({ account: owner, transport: custom(provider) })
  const before = await chain.client.getBalance({ address: owner })
  const hash = await wallet.sendTransaction({ chain: null, to: friend, value: parseEther('1') })
  expect((await chain.client.waitForTransactionReceipt({ hash })).status).toBe('success')
  expect(asked).toMatchObject([
    {
      kind: 'transaction',
      account: owner,
      explanation: { facts: [{ kind: 'sendCoins', to: friend, amountWei: parseEther('1') }], blind: false },
      simulation: {
        level: 'full',
        succeeds: true,
        balances: [{ token: 'coins', before, after: before - parseEther('1') }],
      },
      transaction: { chainId, gas: 21_000n, type: 'eip1559' },
    },
  ])
})

test('shows token balances as they are read, not as events tell them', async () => {
  const { provider, asked, answers } = await setUpConnected({ allowsBlindSigning: () => true })
  answers.push(false, false)
  const transfer = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [friend, 250_000_000n] })
  await expect(provider.request(send({ to: token, data: transfer }))).rejects.toMatchObject({ code: 4001 })
  // surprise(): its event says 500, and it takes everything.
  await expect(provider.request(send({ to: token, data: '0xbd3edb5e' }))).rejects.toBeDefined()
  const estimate = await chain.client.estimateGas({ account: owner, to: token, data: transfer })
  expect(asked[0]).toMatchObject({ transaction: { gas: estimate + estimate / 5n } })
  const dollars = { address: token, standard: 'erc20', symbol: 'TST', decimals: 6 }
  expect(asked[0]).toMatchObject({
    explanation: { facts: [{ kind: 'sendTokens', token: dollars, to: friend, amount: 250_000_000n }] },
    simulation: { balances: [{ token: 'coins' }, { token: dollars, before: 1_000_000_000n, after: 750_000_000n }] },
  })
  expect(asked[1]).toMatchObject({
    explanation: { facts: [{ kind: 'unknownCall' }], blind: true },
    simulation: { balances: [{ token: 'coins' }, { token: dollars, before: 1_000_000_000n, after: 0n }] },
  })
})

test('says that a transaction would fail, and why', async () => {
  const abi = [...erc20Abi, ...parseAbi(['error NotEnough(uint256 found, uint256 wanted)'])]
  const contracts = new Map([[token.toLowerCase(), { name: 'TestToken', abi }]])
  const { provider, asked } = await setUpConnected({ contracts: async () => contracts })
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [friend, 10n ** 12n] })
  await provider.request(send({ to: token, data, gas: '0x30d40' }))
  expect(asked[0]).toMatchObject({
    simulation: { succeeds: false, revertReason: 'NotEnough(1000000000, 1000000000000)' },
  })
})

test('falls back to eth_call where the node cannot simulate, and says how much it knows', async () => {
  const simple = {
    request: ({ method, params }: { method: string; params?: unknown }) =>
      method === 'eth_simulateV1'
        ? Promise.reject(new Error('method not found'))
        : chain.client.request({ method, params } as never),
  }
  const { provider, asked, answers } = await setUpConnected({ chains: new Map([[chainId, simple]]) })
  answers.push(false, false)
  await expect(provider.request(send({ to: friend, value: '0x1' }))).rejects.toMatchObject({ code: 4001 })
  expect(asked[0]).toMatchObject({ simulation: { level: 'callOnly', succeeds: true, balances: [] } })
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [friend, 10n ** 12n] })
  await expect(provider.request(send({ to: token, data, gas: '0x30d40' }))).rejects.toMatchObject({ code: 4001 })
  expect(asked[1]).toMatchObject({ simulation: { level: 'callOnly', succeeds: false } })
})

test('sends nothing when the owner says no', async () => {
  const { provider, answers } = await setUpConnected()
  const nonce = await chain.client.getTransactionCount({ address: owner })
  answers.push(false)
  await expect(provider.request(send({ to: friend, value: '0x1' }))).rejects.toMatchObject({
    name: 'Wallet.UserRejectedError',
    code: 4001,
  })
  expect(await chain.client.getTransactionCount({ address: owner })).toBe(nonce)
})

test('refuses blind signing without asking, unless it was switched on', async () => {
  const { provider, asked } = await setUpConnected()
  const blind = { name: 'Wallet.BlindSigningError', code: 4100 }
  await expect(provider.request(send({ to: token, data: '0xdeadbeef', gas: '0x30d40' }))).rejects.toMatchObject(blind)
  await expect(provider.request(send({ data: '0x00', gas: '0x30d40' }))).rejects.toMatchObject(blind)
  const bytes = `0x${'00'.repeat(32)}`
  await expect(provider.request({ method: 'personal_sign', params: [bytes, owner] })).rejects.toMatchObject(blind)
  expect(asked).toEqual([])
  const on = await setUpConnected({ allowsBlindSigning: () => true })
  expect(await on.provider.request({ method: 'personal_sign', params: [bytes, owner] })).toMatch(/^0x[0-9a-f]{130}$/)
})

test('signs messages and typed data that were shown', async () => {
  const { provider, asked } = await setUpConnected()
  const signature = (await provider.request({ method: 'personal_sign', params: ['0x68656c6c6f', owner] })) as Address
  expect(await recoverMessageAddress({ message: 'hello', signature })).toBe(owner)
  const typedData = { ...mail, domain: { ...mail.domain, chainId } }
  const params = [owner, JSON.stringify(typedData)]
  const typed = (await provider.request({ method: 'eth_signTypedData_v4', params })) as Address
  expect(await verifyTypedData({ ...typedData, address: owner, signature: typed } as never)).toBe(true)
  expect(asked.map(({ kind }) => kind)).toEqual(['message', 'typedData'])
})

test('refuses other accounts, other chains, unknown fields and contradicting data', async () => {
  const { provider, asked } = await setUpConnected()
  const cases: [object, string][] = [
    [{ from: friend, to: friend }, 'Wallet.UnauthorizedError'],
    [{ to: friend, chainId: '0x1' }, 'Wallet.OtherChainError'],
    [{ to: friend, authorizationList: [] }, 'Wallet.InvalidInputError'],
    [{ to: friend, data: '0x01', input: '0x02' }, 'Wallet.ContradictingDataError'],
    [{ to: '0x12' }, 'Wallet.InvalidInputError'],
  ]
  for (const [transaction, name] of cases) {
    await expect(provider.request(send(transaction))).rejects.toMatchObject({ name })
  }
  expect(asked).toEqual([])
})

test('lets no other signing or account method through to the node', async () => {
  const { provider } = await setUpConnected()
  const methods = [
    'eth_sign',
    'eth_signTransaction',
    'eth_signTypedData',
    'eth_signTypedData_v3',
    'eth_getEncryptionPublicKey',
  ]
  for (const method of [
    ...methods,
    'personal_unlockAccount',
    'wallet_addEthereumChain',
    'anvil_reset',
    'constructor',
  ]) {
    await expect(provider.request({ method, params: [] })).rejects.toMatchObject({ code: 4200 })
  }
  expect(await provider.request({ method: 'eth_blockNumber' })).toMatch(/^0x/)
})

test('switches between known chains after asking, and tells listeners', async () => {
  const { provider, asked } = await setUpConnected()
  const seen: unknown[] = []
  provider.on('chainChanged', (id) => seen.push(id))
  const switchTo = (id: string) => provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId: id }] })
  await expect(switchTo('0x1')).rejects.toMatchObject({ code: 4902 })
  expect(await switchTo('0x7e3')).toBeNull()
  expect(await provider.request({ method: 'eth_chainId' })).toBe('0x7e3')
  expect(asked).toMatchObject([{ kind: 'switchChain', toChainId: 2019 }])
  expect(seen).toEqual(['0x7e3'])
})

test('signs nothing once the vault is locked, and tells listeners', async () => {
  const { provider, vault, asked } = await setUpConnected()
  const seen: unknown[] = []
  provider.on('accountsChanged', (accounts) => seen.push(accounts))
  await vault.lock()
  await provider.refresh()
  expect(seen).toEqual([[]])
  await expect(provider.request(send({ to: friend, value: '0x1' }))).rejects.toMatchObject({ code: 4100 })
  expect(asked).toEqual([])
})

test('asks one question at a time, and takes only so many', async () => {
  const gate = Promise.withResolvers<boolean>()
  let open = 0
  const { provider } = await setUp({
    approve: async ({ kind }) => {
      if (kind === 'connect') return true
      expect(++open).toBe(1)
      const answer = await gate.promise
      open--
      return answer
    },
  })
  await provider.request({ method: 'eth_requestAccounts' })
  const sign = () => provider.request({ method: 'personal_sign', params: ['hi', owner] })
  const waiting = Array.from({ length: 10 }, sign)
  await expect(sign()).rejects.toMatchObject({ code: -32002 })
  gate.resolve(true)
  expect(new Set(await Promise.all(waiting)).size).toBe(1)
})

test('takes silence as no after the deadline', async () => {
  const { provider } = await setUp({ approve: () => new Promise(() => {}), approvalTimeoutMs: 1 })
  await expect(provider.request({ method: 'eth_requestAccounts' })).rejects.toMatchObject({ code: 4001 })
})

test('answers any nonsense with an error that has a name and a code, and never asks the owner about it', async () => {
  const { provider, asked } = await setUpConnected()
  const methods = ['eth_sendTransaction', 'personal_sign', 'eth_signTypedData_v4', 'wallet_switchEthereumChain']
  const anyParam = fc.oneof(
    fc.jsonValue(),
    fc.string(),
    fc.constant(owner),
    fc.record({ from: fc.constant(owner), to: fc.jsonValue() }),
  )
  const anyNonsense = fc.record({ method: fc.constantFrom(...methods), params: fc.array(anyParam, { maxLength: 3 }) })
  await fc.assert(
    fc.asyncProperty(anyNonsense, async (nonsense) => {
      const sane = nonsense.method === 'personal_sign' && typeof nonsense.params[0] === 'string'
      if (sane && nonsense.params[1] === owner) return
      const error = await provider.request(nonsense).catch((caught: unknown) => caught)
      expect(error).toMatchObject({ name: expect.stringMatching(/^Wallet\./), code: expect.any(Number) })
    }),
    { numRuns: Number(process.env.FC_NUM_RUNS ?? 300) },
  )
  expect(asked).toEqual([])
})
