import { afterAll, beforeAll, expect, test } from 'vitest'
import { addRecord } from '../../lib/appraisal/addRecord.ts'
import {
  authorise,
  formatAuthorisationCode,
  maxGrantSeconds,
  parseAuthorisationCode,
  sendAuthorisation,
  signAuthorisation,
} from '../../lib/appraisal/authorisation.ts'
import { readLife } from '../../lib/appraisal/readLife.ts'
import { readVehicle } from '../../lib/appraisal/readVehicle.ts'
import { readingPoint } from '../../lib/appraisal/recordSeal.ts'
import { checkLife } from '../../lib/appraisal/VehicleLife.ts'
import { chainId, startTestMarket, type TestMarket } from '../agent/testMarket.ts'
import { passTime } from './passTime.ts'
import { giveCar, record, timeNow } from './testGarage.ts'

let market: TestMarket
beforeAll(async () => {
  market = await startTestMarket()
})
afterAll(() => market.stop())

const contentHash = `0x${'ab'.repeat(32)}` as const
const point = readingPoint(new Uint8Array(32).fill(7))

test('a life is read whole, with the reading that went backwards marked, and every forgery of it is refused', async () => {
  const owner = market.of('lender')
  const [workshop, inspector, insurer] = [market.of('workshop'), market.of('inspector'), market.of('insurer')]
  const vehicleId = await giveCar(market, owner, 'WLIFE000000000001')
  await record(market, { owner, issuer: workshop, vehicleId, kind: 'service', odometerKm: 12_000 })
  await record(market, { owner, issuer: insurer, vehicleId, kind: 'accident', severity: 'light' })
  const tampered = await record(market, { owner, issuer: inspector, vehicleId, kind: 'inspection', odometerKm: 9_000 })
  expect(tampered).toMatchObject({ number: 3, isRegression: true })
  await record(market, { owner, issuer: inspector, vehicleId, kind: 'correction', odometerKm: 9_100 })

  const life = (await readLife(market, vehicleId))!
  expect(life.vehicle).toMatchObject({ state: 'confirmed', records: 4, odometerKm: 9_100, regressions: 2 })
  expect(life.records.map(({ kind, odometerKm, isRegression }) => [kind, odometerKm, isRegression])).toEqual([
    ['service', 12_000, false],
    ['accident', undefined, false],
    ['inspection', 9_000, true],
    ['correction', 9_100, false],
  ])

  const [first, second, ...rest] = life.records as [(typeof life.records)[0], (typeof life.records)[0]]
  const forgeries = {
    'one left out': life.records.slice(1),
    'the last left out': life.records.slice(0, -1),
    'another reading': [{ ...first, odometerKm: 11_000 }, second, ...rest],
    'another kind': [first, { ...second, kind: 'service' as const }, ...rest],
    'another issuer': [{ ...first, issuer: owner.account.address }, second, ...rest],
    'another document': [{ ...first, contentHash }, second, ...rest],
    'another time': [{ ...first, happenedAt: first.happenedAt - 1 }, second, ...rest],
    'another order': [second, first, ...rest],
    'one added': [...life.records, { ...first, number: 5 }],
  }
  for (const [name, records] of Object.entries(forgeries)) {
    const check = () => checkLife(life.vehicle, records)
    expect(check, name).toThrow(expect.objectContaining({ name: 'Appraisal.BrokenLifeError' }))
  }
})

test('a workshop writes by the code that the owner shows, once, and for its kinds only', async () => {
  const owner = market.of('appraiser')
  const workshop = market.of('workshop')
  const vehicleId = await giveCar(market, owner, 'WLIFE000000000002')
  const vehicle = (await readVehicle(market.client, vehicleId))!
  const validUntil = (await timeNow(market)) + 3_600
  const grant = { issuer: workshop.account.address, kinds: ['service' as const], validUntil }
  const { account } = owner
  const shown = formatAuthorisationCode(
    await signAuthorisation({ account, chainId, vehicle, readingPoint: point }, grant),
  )
  const code = parseAuthorisationCode(`https://qood.example/vehicle/record#code=${shown}`)

  const entry = { kind: 'service' as const, happenedAt: await timeNow(market), contentHash, cid: '' }
  await expect(addRecord(workshop, vehicleId, entry)).rejects.toMatchObject({ reason: 'VehicleNotAuthorised' })
  await sendAuthorisation(workshop, code)
  await addRecord(workshop, vehicleId, entry)
  await expect(addRecord(workshop, vehicleId, { ...entry, kind: 'inspection' })).rejects.toMatchObject({
    reason: 'VehicleIssuerRefused',
  })
  await expect(sendAuthorisation(workshop, code)).rejects.toMatchObject({ reason: 'VehicleSignatureInvalid' })

  await authorise(owner, vehicleId, { ...grant, kinds: [] })
  await expect(addRecord(workshop, vehicleId, entry)).rejects.toMatchObject({ reason: 'VehicleNotAuthorised' })
})

test('what somebody else signed, ran out or lasts too long is refused by name', async () => {
  const [owner, thief, workshop] = [market.of('appraiser'), market.of('lender'), market.of('workshop')]
  const vehicleId = await giveCar(market, owner, 'WLIFE000000000003')
  const vehicle = (await readVehicle(market.client, vehicleId))!
  const now = await timeNow(market)
  const grant = { issuer: workshop.account.address, kinds: ['service' as const], validUntil: now + 600 }
  const signed = { chainId, vehicle, readingPoint: point }
  const forged = await signAuthorisation({ ...signed, account: thief.account }, grant)
  await expect(sendAuthorisation(workshop, forged)).rejects.toMatchObject({ reason: 'VehicleSignatureInvalid' })
  const long = { ...grant, validUntil: now + 2 * maxGrantSeconds }
  await expect(authorise(owner, vehicleId, long)).rejects.toMatchObject({ reason: 'VehicleGrantTooLong' })

  await authorise(owner, vehicleId, grant)
  await passTime(market, 700)
  const entry = { kind: 'service' as const, happenedAt: now, contentHash, cid: '' }
  await expect(addRecord(workshop, vehicleId, entry)).rejects.toMatchObject({ reason: 'VehicleNotAuthorised' })
  expect(() => parseAuthorisationCode('hello')).toThrow(
    expect.objectContaining({ name: 'Appraisal.InvalidAuthorisationCodeError' }),
  )
})

test('a car that nobody knows is absent', async () => {
  expect(await readLife(market, 9_999n)).toBeUndefined()
})
