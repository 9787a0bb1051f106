import { createClient, custom, encodeFunctionData, erc20Abi, getAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { sendRawTransaction } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aboutNumber, readNotes, sendNote } from '../../lib/appraisal/accountNote.ts'
import { acceptJob, orderAppraisal, readJob } from '../../lib/appraisal/appraisalJob.ts'
import { publishPlace } from '../../lib/appraisal/coarsePlace.ts'
import { readAppraisers } from '../../lib/appraisal/readAppraisers.ts'
import { deriveAccountKey, publishReadingKey, readReadingKey } from '../../lib/appraisal/readingKey.ts'
import { readSaleNotes, sendSaleNote } from '../../lib/appraisal/saleNotes.ts'
import { openKeys, readSharedKeys, sealKeys, tellKeys } from '../../lib/appraisal/sharedKeys.ts'
import type { VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import { parseNote } from '../../lib/chain/noteData.ts'
import { sendContractCall } from '../../lib/chain/sendContractCall.ts'
import { waitForReceipt } from '../../lib/chain/waitForReceipt.ts'
import { cidOf, formatRawCid } from '../../lib/crypto/rawCid.ts'
import { cast, chainId, qdd, startTestMarket, type TestMarket, unit } from '../agent/testMarket.ts'
import { giveCar } from './testGarage.ts'

let market: TestMarket
beforeAll(async () => {
  market = await startTestMarket()
})
afterAll(() => market.stop())

const nameOf = (who: keyof typeof cast) => cast[who].address
const seed = (byte: number) => new Uint8Array(32).fill(byte)

test('a note is found by sender, recipient, kind and subject; payments are none', async () => {
  const [ann, bob] = [market.of('lender'), market.of('insurer')]
  const to = nameOf('insurer')
  await sendNote(ann, { to, kind: 'saleMessage', about: aboutNumber(7n), payload: Uint8Array.of(1, 2) })
  await sendNote(ann, { to, kind: 'saleMessage', about: aboutNumber(8n), payload: Uint8Array.of(3) })
  await sendNote(bob, { to: nameOf('lender'), kind: 'saleMessage', about: aboutNumber(7n), payload: new Uint8Array() })
  const pay = { address: qdd, abi: erc20Abi, functionName: 'transfer' } as const
  await sendContractCall(ann, { ...pay, args: [to, 0n] })
  await sendContractCall(ann, { ...pay, args: [to, 5n] })

  const read = async (wanted: Partial<Parameters<typeof readNotes>[1]>) =>
    (await readNotes(market.client, { from: [nameOf('lender')], to, kind: 'saleMessage', ...wanted })).map(
      ({ payload }) => [...payload],
    )
  expect(await read({})).toEqual([[1, 2], [3]])
  expect(await read({ from: [nameOf('workshop'), nameOf('lender')] })).toEqual([[1, 2], [3]])
  expect(await read({ about: aboutNumber(8n) })).toEqual([[3]])
  expect(await read({ from: [to] })).toEqual([])
  expect(await read({ kind: 'place' })).toEqual([])
})

test('a stranger cannot push the notes of an account out of sight with transfers of nothing in its name', async () => {
  const victim = market.of('maker')
  const to = nameOf('maker')
  await publishReadingKey(victim, await deriveAccountKey(seed(3)))
  const stranger = privateKeyToAccount(generatePrivateKey())
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transferFrom', args: [to, to, 0n] })
  const fees = { gas: 120_000n, maxFeePerGas: 0n, maxPriorityFeePerGas: 0n, chainId, type: 'eip1559' } as const
  const hashes: Hex[] = []
  for (let nonce = 0; nonce < 201; nonce++) {
    const serializedTransaction = await stranger.signTransaction({ to: qdd, data, nonce, ...fees })
    hashes.push(await sendRawTransaction(market.client, { serializedTransaction }))
    if (nonce % 50 === 49) await waitForReceipt(market.client, hashes.at(-1)!)
  }
  expect((await waitForReceipt(market.client, hashes.at(-1)!)).status).toBe('success')
  expect(await readReadingKey(market.client, to)).toBeDefined()
}, 60_000)

test('notes are found in windows that an answer can hold; what is not reached is never said not to be there', async () => {
  const ann = market.of('lender')
  const wanted = { from: [nameOf('lender')], to: nameOf('agent'), kind: 'place' } as const
  const place = { to: wanted.to, kind: 'place', about: aboutNumber(0n) } as const
  for (let i = 1; i <= 3; i++) await sendNote(ann, { ...place, payload: Uint8Array.of(i) })
  const read = async (client: NodeClient) => (await readNotes(client, wanted)).map(({ payload }) => payload[0])
  expect(await read(limitBlocks(market.client, 3n))).toEqual([1, 2, 3])
  const hidden = { ...wanted, kind: 'readingKey', blocks: 2 } as const
  await expect(readNotes(market.client, hidden)).rejects.toMatchObject({ name: 'Appraisal.NotesOutOfReachError' })
})

/** A node that refuses searches over more blocks. */
function limitBlocks(client: NodeClient, most: bigint): NodeClient {
  return createClient({
    transport: custom(
      {
        async request({ method, params }) {
          const [{ fromBlock, toBlock }] = method === 'eth_getLogs' ? params : [{ fromBlock: 0, toBlock: 0 }]
          if (BigInt(toBlock ?? 1e9) - BigInt(fromBlock) < most) return client.request({ method, params } as never)
          throw Object.assign(new Error('limit exceeded'), { code: -32005 })
        },
      },
      { retryCount: 0 },
    ),
  })
}

test('what moves money, or is another call, is never taken for a note', () => {
  const tail = `514e5431${'02'}${'00'.repeat(32)}ff`
  const call = (value: bigint) =>
    encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [nameOf('insurer'), value] })
  expect(parseNote(`${call(0n)}${tail}`)).toMatchObject({ kind: 'saleMessage', payload: Uint8Array.of(255) })
  expect(parseNote(`${call(1n)}${tail}`)).toBeUndefined()
  expect(parseNote(`${call(0n)}${tail.replace('5431', '5432')}`)).toBeUndefined()
  expect(parseNote(`${call(0n)}${tail.replace('543102', '5431ee')}`)).toBeUndefined()
  expect(parseNote(`${call(0n).replace('a9059cbb', '095ea7b3') as '0x'}${tail}`)).toBeUndefined()
  expect(parseNote(call(0n))).toBeUndefined()
  expect(parseNote('0x')).toBeUndefined()
})

test('keys of records reach the account that they are sealed to, and no other opens them', async () => {
  const [owner, reader] = [market.of('lender'), market.of('insurer')]
  const to = nameOf('insurer')
  expect(await readReadingKey(market.client, to)).toBeUndefined()
  await publishReadingKey(reader, await deriveAccountKey(seed(1)))
  const secret = await deriveAccountKey(seed(2))
  await publishReadingKey(reader, secret)
  const point = (await readReadingKey(market.client, to))!

  const keys = new Map([[3, seed(9)]])
  const [vehicleId, other] = [
    await giveCar(market, owner, 'WNOTE000000000002'),
    await giveCar(market, owner, 'WNOTE000000000003'),
  ]
  const block = await sealKeys(vehicleId, keys, point)
  const cid = await cidOf(block)
  await tellKeys(owner, { to, vehicleId, cid })
  // Somebody who never had the car has nothing to tell of it.
  await tellKeys(market.of('workshop'), { to, vehicleId, cid: formatRawCid(seed(5)) })
  expect(await readSharedKeys(market.client, { to, vehicleId })).toEqual([cid])
  expect(await readSharedKeys(market.client, { to, vehicleId: other })).toEqual([])
  expect(await openKeys(block, vehicleId, secret)).toEqual(keys)
  await expect(openKeys(block, other, secret)).rejects.toMatchObject({ name: 'Appraisal.SharedKeysError' })
  await expect(openKeys(block, vehicleId, await deriveAccountKey(seed(1)))).rejects.toMatchObject({
    name: 'Appraisal.SealedRecordError',
  })
})

test('seller and buyer write to each other after the payment, and nobody joins in', async () => {
  const [seller, buyer, other] = [market.of('lender'), market.of('insurer'), market.of('workshop')]
  const sale = {
    id: `0x${'5a'.repeat(32)}`,
    terms: { seller: nameOf('lender') },
    status: { buyer: nameOf('insurer') },
  } as unknown as VehicleSale
  const cids = await Promise.all([1, 2, 3].map(async (byte) => await cidOf(Uint8Array.of(byte))))
  await sendSaleNote(buyer, sale, cids[0]!)
  await sendSaleNote(other, sale, cids[1]!)
  await sendSaleNote(seller, sale, cids[2]!)
  await sendNote(seller, { to: nameOf('insurer'), kind: 'saleMessage', about: sale.id, payload: Uint8Array.of(1) })
  expect(await readSaleNotes(market.client, sale)).toMatchObject([
    { from: getAddress(nameOf('insurer')), cid: cids[0] },
    { from: getAddress(nameOf('lender')), cid: cids[2] },
  ])
})

test('an appraiser is listed with place and outcomes, and may take the place back', async () => {
  const appraiser = market.of('appraiser')
  const vehicleId = await giveCar(market, market.of('lender'), 'WNOTE000000000001')
  const terms = { vehicleId, token: qdd, fee: unit, workTimeS: 3_600, challengeTimeS: 3_600 }
  const id = await orderAppraisal(market.of('lender'), terms)
  await acceptJob(appraiser, (await readJob(market.client, id))!)
  const hints = [nameOf('appraiser'), nameOf('secondAppraiser')]
  const read = async () => (await readAppraisers({ client: market.client, hints }))[0]!
  await publishPlace(appraiser, { latitude: 525, longitude: 134 })
  expect(await read()).toMatchObject({
    place: { latitude: 525, longitude: 134 },
    outcomes: { taken: 1, stood: 0 },
  })
  await publishPlace(appraiser, undefined)
  expect((await read()).place).toBeUndefined()
})
