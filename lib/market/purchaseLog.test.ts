import { expect, test } from 'vitest'
import { addPurchase, findLeftOut, type MadePurchase, parsePurchaseLog } from './purchaseLog.ts'

const made = (n: number): MadePurchase => ({
  id: `0x${n.toString(16).padStart(64, '0')}`,
  buyer: `0x${'a'.repeat(40)}`,
  genesisHash: `0x${'b'.repeat(64)}`,
  ...{ title: `Drive ${n}`, price: '2500000000000000000', token: `0x${'c'.repeat(40)}` },
})

test('what was bought is kept newest first, once each, and no more than two hundred of it', () => {
  let log: readonly MadePurchase[] = []
  for (let n = 0; n < 201; n++) log = addPurchase(log, made(n))
  expect([log.length, log[0], log.at(-1)]).toEqual([200, made(200), made(1)])
  expect(addPurchase(log, made(7))[0]).toEqual(made(7))
  expect(addPurchase(log, made(7))).toHaveLength(200)
  expect(parsePurchaseLog(JSON.stringify(log))).toEqual(log)
})

test('a text that was damaged or made up counts as none', () => {
  const bad = [null, '', '{', '{}', '[1]', JSON.stringify([{ ...made(1), id: '0x12' }])]
  bad.push(JSON.stringify([{ ...made(1), price: '-1' }]), JSON.stringify([{ ...made(1), script: '' }]))
  for (const text of bad) expect(parsePurchaseLog(text)).toEqual([])
})

test('left out is what this buyer bought on this chain and a list does not have', () => {
  const elsewhere = { ...made(3), genesisHash: `0x${'d'.repeat(64)}` } as const
  const log = [made(1), made(2), elsewhere, { ...made(4), buyer: `0x${'e'.repeat(40)}` as const }]
  const { buyer, genesisHash } = made(1)
  const asWritten = buyer.replaceAll('a', 'A').replace('0X', '0x') as typeof buyer
  expect(findLeftOut(log, { buyer: asWritten, genesisHash, listed: new Set([made(2).id]) })).toEqual([made(1)])
})
