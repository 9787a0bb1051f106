import { createTranslator } from 'next-intl'
import { encodeFunctionData, toFunctionSelector } from 'viem'
import { expect, test } from 'vitest'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import type { ChainReader, Fact } from '../../lib/wallet/Explanation.ts'
import { explainTransaction } from '../../lib/wallet/explainTransaction.ts'
import { explainTypedData } from '../../lib/wallet/explainTypedData.ts'
import { knownContracts } from '../../lib/wallet/knownContracts.ts'
import en from '../i18n/messages/en/calls.json'
import zh from '../i18n/messages/zh/calls.json'

type Sentences = Record<string, Record<string, string>>
const sentences = { en: en.calls as Sentences, zh: zh.calls as Sentences }

/** Said as what they are for any token or collection, see explainTransaction.ts. */
const common = [
  'transfer(address,uint256)',
  'approve(address,uint256)',
  'transferFrom(address,address,uint256)',
  'permit(address,address,uint256,uint256,uint8,bytes32,bytes32)',
  'setApprovalForAll(address,bool)',
  'safeTransferFrom(address,address,uint256)',
  'safeTransferFrom(address,address,uint256,bytes)',
].map((signature) => toFunctionSelector(signature))

const account = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const reader: ChainReader = {
  readToken: async (address) =>
    address.toLowerCase() === systemContracts.qdd
      ? { address, standard: 'erc20', symbol: 'QDD', decimals: 18 }
      : undefined,
  isContract: async () => true,
}

test('there is a sentence for everything that can be done with a contract of the app, and for nothing else', () => {
  const wanted = new Set<string>()
  for (const { abi, words } of knownContracts.values()) {
    for (const item of abi) {
      if (item.type !== 'function' || item.stateMutability === 'view' || item.stateMutability === 'pure') continue
      if (!common.includes(toFunctionSelector(item))) wanted.add(`${words}.${item.name}`)
    }
  }
  const signed = ['Shares.signTerms', 'Vehicle.signIdentity', 'Vehicle.signAuthorisation', 'FiatToken.signAttestation']
  const found = Object.entries(sentences.en).flatMap(([words, calls]) => Object.keys(calls).map((f) => `${words}.${f}`))
  expect(found.sort()).toEqual([...wanted, ...signed].sort())
})

function say(fact: Fact | undefined, locale: 'en' | 'zh'): string {
  if (!fact || !('phrase' in fact) || !fact.phrase) throw new Error('Expected a fact with a phrase.')
  const { key, values, amount, token } = fact.phrase
  const t = createTranslator({ locale, messages: sentences[locale] }) as (key: string, values: object) => string
  return t(key, { ...values, amount: amount && amount / 10n ** 18n, symbol: token?.symbol })
}

const explain = async (key: keyof typeof systemContracts, functionName: string, args: readonly unknown[]) => {
  const to = systemContracts[key]
  const { abi } = knownContracts.get(to)!
  const data = encodeFunctionData({ abi, functionName, args })
  return (await explainTransaction({ from: account, to, data }, { reader, contracts: knownContracts })).facts[0]
}

test('says a purchase with its price in the token that is paid', async () => {
  const zero = `0x${'00'.repeat(32)}`
  const terms = {
    ...{ dataSet: zero, seller: account, token: systemContracts.qdd, onlyBuyer: account, price: 9n, chunkPrice: 0n },
    ...{ samplePrice: 0n, bond: 0n, feed: zero, scenario: zero, commissionBps: 0, agentFeeBps: 0, deliverTime: 0 },
    ...{ disputeTime: 0, expiresAt: 0, chunks: 0 },
  }
  const order = {
    ...{ listing: zero, buyer: account, keyX: 0n, keyY: 0n, from: 0, to: 0, samples: 0, stages: 1, trigger: 0 },
    ...{ subject: zero, threshold: 0n, cancelAt: 0, price: 25n * 10n ** 18n },
  }
  const fact = await explain('dataMarket', 'buy', [terms, order])
  expect(say(fact, 'en')).toMatch(/^Order data for 25 QDD\. The money waits in escrow/)
  expect(say(fact, 'zh')).toMatch(/^订购数据，支付 25 QDD。/)
})

test('says which way a vote goes, and what kind of record is written', async () => {
  expect(say(await explain('dictionaryRegistry', 'vote', [7n, true]), 'en')).toBe('Vote for proposal 7')
  expect(say(await explain('dictionaryRegistry', 'vote', [7n, false]), 'en')).toBe('Vote against proposal 7')
  const entry = { kind: 5, odometerKm: 1, happenedAt: 1, contentHash: `0x${'00'.repeat(32)}`, cid: 'b' }
  const record = await explain('vehicle', 'addRecord', [3n, entry])
  expect(say(record, 'en')).toMatch(/history of car 3, .*: an accident$/)
  expect(say(record, 'zh')).toMatch(/3 号车.*事故$/)
})

test('says what the signature of an agreement is good for', async () => {
  const types = { Terms: [{ name: 'vehicleId', type: 'uint256' }] }
  const domain = { name: 'QoodBlock Shares', version: '1', chainId: 72_018n, verifyingContract: systemContracts.shares }
  const statement = { domain, types, primaryType: 'Terms', message: { vehicleId: 12n } }
  const context = { account, chainId: 72_018, reader, contracts: knownContracts } as const
  const { facts } = await explainTypedData(statement, context)
  expect(say(facts[0], 'en')).toBe('Agree to classes, consents and revenue shares of the data of car 12')
})
