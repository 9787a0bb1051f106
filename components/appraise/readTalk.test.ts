import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deriveTalkSecret, type SaleMessage, sealMessage, talkPoint } from '../../lib/appraisal/saleMessage.ts'
import type { SaleNote } from '../../lib/appraisal/saleNotes.ts'
import type { SaleEvent, VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { cidOf, formatRawCid } from '../../lib/crypto/rawCid.ts'
import { readTalk } from './readTalk.ts'

const blocks = new Map<string, Uint8Array>()
const server = createServer((request, response) => {
  const block = blocks.get(request.url!.split(/[/?]/)[2]!)
  response.statusCode = block ? 200 : 404
  response.end(block)
})
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => server.close())
const nodes = () => [{ http: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }]

const id: Hex = `0x${'5a'.repeat(32)}`
const people = {
  seller: {
    address: `0x${'5E'.repeat(20)}` as Address,
    secret: await deriveTalkSecret(new Uint8Array(32).fill(1), 7n),
  },
  ann: { address: `0x${'A0'.repeat(20)}` as Address, secret: await deriveTalkSecret(new Uint8Array(32).fill(2), 7n) },
  bob: { address: `0x${'B0'.repeat(20)}` as Address, secret: await deriveTalkSecret(new Uint8Array(32).fill(3), 7n) },
}
type Name = keyof typeof people

async function say(from: Name, to: Name, words: Partial<SaleMessage>, price = 0n): Promise<SaleEvent> {
  const { address, secret } = people[from]
  const base = { format: 'qoodblock.sale-message', version: 1, sale: id, from: address.toLowerCase(), at: 1 } as const
  const block = await sealMessage({ ...base, ...words }, { secret, to: talkPoint(people[to].secret) })
  const cid = await cidOf(block)
  blocks.set(cid, block)
  return bid(from, price, cid)
}
let count = 0
const bid = (from: Name, price: bigint, messageCid = ''): SaleEvent => ({
  name: 'Bid',
  args: { bidder: people[from].address, price, messageCid },
  blockNumber: 1n,
  logIndex: 0,
  transaction: `0x${(++count).toString(16).padStart(64, '0')}`,
})
const read = (events: SaleEvent[], name?: Name, notes: SaleNote[] = []) =>
  readTalk({ id, terms: { seller: people.seller.address }, events } as unknown as VehicleSale, {
    nodes: nodes(),
    secret: name && people[name].secret,
    notes,
  })
const note = ({ args, transaction }: SaleEvent): SaleNote => ({
  from: args.bidder as Address,
  transaction,
  cid: args.messageCid as string,
})
const textOf = (threads: Awaited<ReturnType<typeof read>>) =>
  threads.map(({ entries }) => entries.map(({ message, price, why }) => message?.text ?? why ?? price))

test('each talk is a thread; the seller reads all, a bidder the own one, a visitor none', async () => {
  const events = [
    await say('ann', 'seller', { text: 'Is it dry?' }),
    await say('bob', 'seller', { text: 'Does it tow?' }, 5n),
    await say('seller', 'ann', { text: 'It is.' }),
    bid('ann', 9n),
  ]
  expect(textOf(await read(events, 'seller'))).toEqual([['Is it dry?', 'It is.', 9n], ['Does it tow?']])
  expect(textOf(await read(events, 'ann'))).toEqual([['Is it dry?', 'It is.', 9n], ['sealed']])
  expect(textOf(await read(events))).toEqual([['sealed', 'sealed', 9n], ['sealed']])
})

test('words that somebody sends on as their own, a block that is none, and one that nobody has are told apart', async () => {
  const told = await say('ann', 'seller', { text: 'Is it dry?' })
  const copied = bid('bob', 0n, told.args.messageCid as string)
  const noise = new Uint8Array(200).fill(9)
  const noiseCid = await cidOf(noise)
  blocks.set(noiseCid, noise)
  const events = [told, copied, bid('bob', 0n, noiseCid), bid('bob', 0n, formatRawCid(new Uint8Array(32)))]
  const threads = await read(events, 'seller')
  expect(textOf(threads)).toEqual([['Is it dry?'], ['invalid', 'invalid', 'away']])
  expect(threads.map(({ point }) => point)).toEqual([talkPoint(people.ann.secret), undefined])
})

test('a block that names the point of another as its sender takes none of the answers to them', async () => {
  const told = await say('ann', 'seller', { text: 'Is it dry?' })
  const forged = new Uint8Array(blocks.get(told.args.messageCid as string)!)
  forged[forged.length - 1]! ^= 1
  const cid = await cidOf(forged)
  blocks.set(cid, forged)
  const events = [told, bid('bob', 0n, cid), await say('seller', 'ann', { text: 'It is.' })]
  const threads = await read(events, 'seller')
  expect(textOf(threads)).toEqual([['Is it dry?', 'It is.'], ['invalid']])
  expect(threads.map(({ point }) => point)).toEqual([talkPoint(people.ann.secret), undefined])
})

test('what is said after the payment goes on in the thread of the buyer, or begins it', async () => {
  const before = [await say('ann', 'seller', { text: 'Is it dry?' })]
  const later = [await say('ann', 'seller', { text: 'I am late.' }), await say('seller', 'ann', { text: 'I wait.' })]
  const threads = await read(before, 'seller', later.map(note))
  expect(textOf(threads)).toEqual([['Is it dry?', 'I am late.', 'I wait.']])
  expect(threads[0]!.entries.map(({ isLater }) => isLater)).toEqual([false, true, true])
  expect(textOf(await read([], 'ann', later.map(note)))).toEqual([['I am late.', 'I wait.']])
  const forged = { ...note(later[0]!), from: people.bob.address }
  expect(textOf(await read([], 'seller', [forged]))).toEqual([['invalid']])
})
