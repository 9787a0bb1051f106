import { expect, test } from 'vitest'
import type { Header } from '../chain/Header.ts'
import { hashSealDigest, withSeals } from '../chain/hashHeader.ts'
import { signSeal } from '../chain/signSeal.ts'
import { verifyHeader } from '../chain/verifyHeader.ts'
import { buildBlock } from './buildBlock.ts'
import { executeBlock, UnfitBlockError, WrongFieldError } from './executeBlock.ts'
import { accounts, counter, createTestMachine, genesis, planOn, send, set } from './fixtures/testMachine.ts'
import { sealBlock } from './sealBlock.ts'

const validators = set.map(({ address }) => address)
const sealers = set.map(({ address, privateKey }) => ({
  address,
  sign: (digest: `0x${string}`) => signSeal(digest, privateKey),
}))
const transactions = [
  await send({ from: 0, nonce: 0, to: accounts[1]!.address, value: 5n }),
  await send({ from: 1, nonce: 0, to: counter }),
  await send({ from: 0, nonce: 1, to: counter }),
  await send({ from: 2, nonce: 0, to: counter, data: '0x01' }),
  await send({ from: 2, nonce: 1, data: '0x600160005500' }),
]
const built = await buildBlock(await createTestMachine(), planOn(genesis.header), transactions)
const sealed = sealBlock({
  header: built.header,
  parent: genesis.header,
  validators,
  sealers,
  quorum: 3,
  now: Infinity,
})

const execute = async (header: Header, list = transactions) => executeBlock(await createTestMachine(), header, list)

test('a block that somebody else built runs to the same receipts and the same changes of state', async () => {
  const { receipts, diff } = await execute(sealed.header)
  expect(receipts).toEqual(built.receipts)
  expect(diff).toEqual(built.diff)
  expect(receipts.map(({ status }) => status)).toEqual([1, 1, 1, 0, 1])
})

const changed: Partial<Record<keyof Header, unknown>> = {
  ommersHash: `0x${'11'.repeat(32)}`,
  stateRoot: `0x${'11'.repeat(32)}`,
  transactionsRoot: `0x${'11'.repeat(32)}`,
  receiptsRoot: `0x${'11'.repeat(32)}`,
  logsBloom: `0x${'11'.repeat(256)}`,
  difficulty: 2n,
  gasUsed: built.header.gasUsed + 1n,
  mixHash: `0x${'11'.repeat(32)}`,
  nonce: '0x0000000000000001',
  baseFeePerGas: 1n,
  withdrawalsRoot: `0x${'11'.repeat(32)}`,
  blobGasUsed: 1n,
  excessBlobGas: 1n,
  parentBeaconBlockRoot: `0x${'11'.repeat(32)}`,
  requestsHash: `0x${'11'.repeat(32)}`,
}

test.each(Object.entries(changed))('another %s is refused by name, sealed or not', async (field, value) => {
  const refusal = execute({ ...sealed.header, [field]: value })
  await expect(refusal).rejects.toThrow(WrongFieldError)
  await expect(refusal).rejects.toThrow(field)
})

const planned: Partial<Header> = {
  parentHash: `0x${'11'.repeat(32)}`,
  miner: validators[1]!,
  number: 2,
  gasLimit: built.header.gasLimit - 1n,
  timestamp: built.header.timestamp + 1,
  extraData: withSeals(sealed.header, { round: 1, seals: [] }).extraData,
}

test.each(Object.entries(planned))('another %s takes the seals away', (field, value) => {
  const header = { ...sealed.header, [field]: value }
  expect(() => verifyHeader({ header, validators, quorum: 3, mode: 'contract' })).toThrow()
})

test('every field of the header is named in one of the two lists above', () => {
  const fields = Object.keys(sealed.header)
  expect(fields.filter((field) => !(field in changed) && !(field in planned))).toEqual([])
})

test('a transaction dropped, swapped or added is refused', async () => {
  const [first, second, third, ...rest] = transactions
  const extra = await send({ from: 1, nonce: 1, to: counter })
  await expect(execute(sealed.header, transactions.slice(0, -1))).rejects.toThrow(WrongFieldError)
  await expect(execute(sealed.header, [second!, first!, third!, ...rest])).rejects.toThrow(WrongFieldError)
  await expect(execute(sealed.header, [...transactions, extra])).rejects.toThrow(WrongFieldError)
})

test('a block with a transaction that cannot run is refused with the reason', async () => {
  const early = await send({ from: 1, nonce: 9, to: counter })
  const refusal = execute(sealed.header, [...transactions, early])
  await expect(refusal).rejects.toThrow(UnfitBlockError)
  await expect(refusal).rejects.toMatchObject({ cause: { name: 'Engine.UnfitTransactionError' } })
})

test('a block above its own gas limit is refused', async () => {
  const header = { ...sealed.header, gasLimit: 250_000n }
  await expect(execute(header)).rejects.toThrow(UnfitBlockError)
})

test('the digest that was sealed is that of the block as built', () => {
  expect(hashSealDigest(sealed.header)).toBe(hashSealDigest(built.header))
})
