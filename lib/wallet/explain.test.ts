import { encodeFunctionData, erc20Abi, erc721Abi, parseAbi, stringToHex } from 'viem'
import { expect, test } from 'vitest'
import type { Address } from '../bytes/hex.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import type { ChainReader } from './Explanation.ts'
import { explainMessage } from './explainMessage.ts'
import { explainTransaction, type KnownContracts } from './explainTransaction.ts'
import { explainTypedData } from './explainTypedData.ts'
import { mail } from './fixtures/mail.ts'
import { parseTypedData } from './parseTypedData.ts'

const account: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const friend = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'
const spender = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'
const token = {
  address: '0x1111111111111111111111111111111111111111',
  standard: 'erc20',
  symbol: 'QDD',
  decimals: 6,
} as const
const cars = { address: '0x2222222222222222222222222222222222222222', standard: 'erc721', name: 'Credit ID' } as const
const market = '0x3333333333333333333333333333333333333333'
const marketAbi = parseAbi([
  'struct Part { uint32 first; uint32 count; }',
  'function buy(uint256 listing, Part[] parts, bytes32[] proof)',
])
const contracts: KnownContracts = new Map([[market, { name: 'DataMarket', abi: marketAbi }]])
const max = 2n ** 256n - 1n

const reader: ChainReader = {
  readToken: async (address) => [token, cars].find((known) => known.address === address),
  isContract: async (address) => [token.address, cars.address, market, spender].includes(address as never),
}
const explain = (to: `0x${string}` | undefined, data?: `0x${string}`, value?: bigint) =>
  explainTransaction({ from: account, to, data, value }, { reader, contracts })

test('says that coins are sent', async () => {
  expect(await explain(friend, undefined, 5n)).toEqual({
    facts: [{ kind: 'sendCoins', from: account, to: friend, amountWei: 5n }],
    warnings: [],
    blind: false,
  })
})

test('says that tokens are sent, with token, receiver and amount', async () => {
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [friend, 7_500_000n] })
  expect(await explain(token.address, data)).toEqual({
    facts: [{ kind: 'sendTokens', token, from: account, to: friend, amount: 7_500_000n }],
    warnings: [],
    blind: false,
  })
})

test('warns of tokens of somebody else, and of tokens sent to their own contract', async () => {
  const others = encodeFunctionData({ abi: erc20Abi, functionName: 'transferFrom', args: [friend, account, 1n] })
  expect((await explain(token.address, others)).warnings).toEqual(['othersTokens'])
  const lost = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [token.address, 1n] })
  expect((await explain(token.address, lost)).warnings).toEqual(['sentToTokenContract'])
})

test('says who may spend how much, and warns of no bound and of a spender that is no contract', async () => {
  const bounded = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, 100n] })
  expect(await explain(token.address, bounded)).toEqual({
    facts: [{ kind: 'allowTokens', token, owner: account, spender, amount: 100n, unlimited: false }],
    warnings: [],
    blind: false,
  })
  const unbounded = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [friend, max] })
  expect(await explain(token.address, unbounded)).toMatchObject({
    facts: [{ unlimited: true }],
    warnings: ['unlimitedAllowance', 'spenderIsNoContract'],
  })
})

test('reads the same selector as an item where the contract is a collection', async () => {
  const approve = encodeFunctionData({ abi: erc721Abi, functionName: 'approve', args: [spender, 42n] })
  expect((await explain(cars.address, approve)).facts).toEqual([
    { kind: 'allowItem', collection: cars, spender, tokenId: 42n },
  ])
  const send = encodeFunctionData({ abi: erc721Abi, functionName: 'safeTransferFrom', args: [account, friend, 42n] })
  expect((await explain(cars.address, send)).facts).toEqual([
    { kind: 'sendItem', collection: cars, from: account, to: friend, tokenId: 42n },
  ])
  const all = encodeFunctionData({ abi: erc721Abi, functionName: 'setApprovalForAll', args: [friend, true] })
  expect((await explain(cars.address, all)).warnings).toEqual(['allItems', 'spenderIsNoContract'])
})

test('shows calls of known contracts with every argument', async () => {
  const proof = `0x${'ab'.repeat(32)}` as const
  const args = [9n, [{ first: 1, count: 4 }], [proof]] as const
  const data = encodeFunctionData({ abi: marketAbi, functionName: 'buy', args })
  expect(await explain(market, data, 3n)).toEqual({
    facts: [
      { kind: 'sendCoins', from: account, to: market, amountWei: 3n },
      {
        kind: 'call',
        contract: 'DataMarket',
        address: market,
        functionName: 'buy',
        fields: [
          { path: 'listing', type: 'uint256', value: '9' },
          { path: 'parts[0].first', type: 'uint32', value: '1' },
          { path: 'parts[0].count', type: 'uint32', value: '4' },
          { path: 'proof[0]', type: 'bytes32', value: proof },
        ],
      },
    ],
    warnings: [],
    blind: false,
  })
})

test('is blind for what it cannot read: unknown calls, deployments, token calls to what is no token', async () => {
  expect(await explain(market, '0x12345678')).toEqual({
    facts: [{ kind: 'unknownCall', address: market, selector: '0x12345678', dataSize: 4 }],
    warnings: [],
    blind: true,
  })
  expect(await explain(undefined, '0x6000')).toMatchObject({ facts: [{ kind: 'deploy', codeSize: 2 }], blind: true })
  const transfer = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [friend, 1n] })
  expect(await explain(friend, transfer)).toMatchObject({ blind: true, warnings: ['contractHasNoCode'] })
})

test('is blind for a call that hides bytes behind its arguments', async () => {
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [friend, 1n] })
  expect((await explain(token.address, `${data}00`)).blind).toBe(true)
  expect((await explain(token.address, `0x${data.slice(2).toUpperCase()}`)).blind).toBe(false)
})

test('says the notes of the app by their kind, with whom they reach and all that they carry', async () => {
  const qdd = systemContracts.qdd
  const dollars = { ...token, address: qdd }
  const chain: ChainReader = { readToken: async () => dollars, isContract: async () => true }
  const about = `0x${'05'.repeat(32)}`
  const send = (amount: bigint, tail: string, to: Address = qdd) => {
    const call = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [friend, amount] })
    return explainTransaction({ from: account, to, data: `${call}${tail}` }, { reader: chain, contracts })
  }
  const tail = `514e543102${about.slice(2)}c0ffee`
  expect(await send(0n, tail)).toEqual({
    facts: [
      {
        kind: 'sendNote',
        note: 'saleMessage',
        contract: qdd,
        to: friend,
        fields: [
          { path: 'about', type: 'bytes32', value: about },
          { path: 'payload', type: 'bytes', value: '0xc0ffee' },
        ],
      },
    ],
    warnings: [],
    blind: false,
  })
  // What moves money, goes to another contract or is of no known kind stays what nobody can read.
  expect((await send(1n, tail)).blind).toBe(true)
  expect((await send(0n, tail, market)).blind).toBe(true)
  expect((await send(0n, tail.replace('543102', '5431ee'))).blind).toBe(true)
  expect((await send(0n, tail.slice(0, 20))).blind).toBe(true)
})

const permit = (over: { message?: object; domain?: object } = {}): unknown => ({
  domain: { name: 'QDD', version: '1', chainId: 2018, verifyingContract: token.address, ...over.domain },
  types: {
    Permit: [
      { name: 'owner', type: 'address' },
      { name: 'spender', type: 'address' },
      { name: 'value', type: 'uint256' },
      { name: 'nonce', type: 'uint256' },
      { name: 'deadline', type: 'uint256' },
    ],
  },
  primaryType: 'Permit',
  message: { owner: account, spender, value: '100', nonce: 0, deadline: 1_900_000_000, ...over.message },
})
const explainData = (data: unknown) => explainTypedData(parseTypedData(data), context)
const context = { account, chainId: 2018, reader } as const

test('reads an EIP-2612 permit as the allowance that it is', async () => {
  expect(await explainData(permit())).toEqual({
    facts: [
      {
        kind: 'permitTokens',
        token,
        owner: account,
        spender,
        amount: 100n,
        unlimited: false,
        deadline: 1_900_000_000n,
      },
    ],
    warnings: [],
    blind: false,
  })
  const bad = permit({ message: { owner: friend, spender: friend, value: max.toString() } })
  expect((await explainData(bad)).warnings).toEqual(['unlimitedAllowance', 'othersTokens', 'spenderIsNoContract'])
})

test('shows other typed data field by field, and only what is signed', async () => {
  const message = { ...(mail.message as object), hidden: 'not in the types' }
  const data = { ...mail, domain: { ...mail.domain, chainId: 2018 }, message }
  expect(await explainData(data)).toEqual({
    facts: [
      {
        kind: 'signTypedData',
        app: 'Ether Mail',
        primaryType: 'Mail',
        contract: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC',
        fields: [
          { path: 'from.name', type: 'string', value: 'Cow' },
          { path: 'from.wallet', type: 'address', value: '0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826' },
          { path: 'to.name', type: 'string', value: 'Bob' },
          { path: 'to.wallet', type: 'address', value: '0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB' },
          { path: 'contents', type: 'string', value: 'Hello, Bob!' },
        ],
      },
    ],
    warnings: ['contractHasNoCode'],
    blind: false,
  })
})

test('refuses typed data for another chain, warns of data for any chain', async () => {
  await expect(explainData(mail)).rejects.toMatchObject({ name: 'Wallet.OtherChainError' })
  const anyChain = permit({ domain: { chainId: undefined } })
  expect((await explainData(anyChain)).warnings).toEqual(['validOnAnyChain'])
})

const origin = 'http://localhost:3000'
const signIn = (site: string) => `${site} wants you to sign in with your Ethereum account:\n${account}\n\nURI: http://x`

test('shows text as text, and bytes that are no text as blind', () => {
  expect(explainMessage(stringToHex('Grüße\n你好'), origin)).toEqual({
    facts: [{ kind: 'signText', text: 'Grüße\n你好' }],
    warnings: [],
    blind: false,
  })
  for (const bytes of ['0xff00', `0x${'00'.repeat(32)}`] as const) {
    expect(explainMessage(bytes, origin)).toMatchObject({ facts: [{ kind: 'signBytes', bytes }], blind: true })
  }
})

test('warns of text that reads in another order than it is signed', () => {
  expect(explainMessage(stringToHex('pay \u202e001'), origin).warnings).toEqual(['hiddenCharacters'])
  expect(explainMessage(stringToHex('pay\u200b me'), origin).warnings).toEqual(['hiddenCharacters'])
})

test('warns of a sign-in for another site than the one that asks', () => {
  expect(explainMessage(stringToHex(signIn('localhost:3000')), origin).warnings).toEqual([])
  expect(explainMessage(stringToHex(signIn('http://localhost:3000')), origin).warnings).toEqual([])
  expect(explainMessage(stringToHex(signIn('bank.example')), origin).warnings).toEqual(['signInForAnotherSite'])
})
