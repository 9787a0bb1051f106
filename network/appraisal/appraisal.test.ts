import { getBlock, readContract } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  acceptJob,
  applyForJob,
  challengeReport,
  chooseApplicant,
  inviteAppraisers,
  orderAppraisal,
  rateAppraiser,
  readJob,
  readJobReasons,
  readJobs,
  readJobsOf,
  reviewReport,
  settleJob,
  submitReport,
} from '../../lib/appraisal/appraisalJob.ts'
import { formatReport, parseReport, type ReportBody, reportTypedData } from '../../lib/appraisal/appraisalReport.ts'
import { readApplicants } from '../../lib/appraisal/readApplicants.ts'
import { hashContent } from '../../lib/appraisal/recordDocument.ts'
import type { VehicleEvidence } from '../../lib/appraisal/VehicleEvidence.ts'
import { valuationModel } from '../../lib/appraisal/valuationModel.ts'
import { valueVehicle } from '../../lib/appraisal/valueVehicle.ts'
import { verifyReport } from '../../lib/appraisal/verifyReport.ts'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { oracleAbi } from '../../lib/contracts/Oracle.ts'
import { qddAbi } from '../../lib/contracts/QDD.ts'
import { qdd, startTestMarket, type TestMarket, unit } from '../agent/testMarket.ts'
import { makeReport } from './makeReport.ts'
import { passTime } from './passTime.ts'
import { giveCar, record } from './testGarage.ts'

let market: TestMarket
let genesisHash: Hex
beforeAll(async () => {
  market = await startTestMarket()
  genesisHash = (await getBlock(market.client, { blockNumber: 0n })).hash!
})
afterAll(() => market.stop())

const fee = 50n * unit
const times = { workTimeS: 3_600, challengeTimeS: 3_600 }
const balanceOf = ({ account }: ChainContext) =>
  readContract(market.client, { address: qdd, abi: qddAbi, functionName: 'balanceOf', args: [account.address] })

async function submitted(client: ChainContext, appraiser: ChainContext, vin: string) {
  const vehicleId = await giveCar(market, client, vin)
  await record(market, { owner: client, issuer: market.of('workshop'), vehicleId, kind: 'service', odometerKm: 8_000 })
  const id = await orderAppraisal(client, { vehicleId, token: qdd, fee, ...times })
  await acceptJob(appraiser, (await readJob(market.client, id))!)
  const report = await makeReport(appraiser, vehicleId, id)
  const hash = hashContent(formatReport(report))
  await submitReport(appraiser, id, { price: 17_500n * unit, grade: 7, hash, cid: 'bafkr4i' })
  return { id, vehicleId, report }
}

test('an appraisal is ordered, done, checked line by line, paid, rated, and moves the value of the car', async () => {
  const [client, appraiser] = [market.of('lender'), market.of('appraiser')]
  const before = await balanceOf(appraiser)
  const { id, vehicleId, report } = await submitted(client, appraiser, 'WJOB0000000000001')

  const read = await parseReport(formatReport(report))
  const checks = await verifyReport({ ...market, genesisHash }, read)
  expect(Object.fromEntries(checks.map((check) => [check.id, check.outcome]))).toEqual({
    chain: 'verified',
    block: 'verified',
    vehicle: 'verified',
    records: 'verified',
    odometer: 'verified',
    regressions: 'verified',
    // Without an assembly on record nobody can prove it, nor what follows from it.
    registered: 'stated',
    time: 'verified',
    price: 'verified',
    sales: 'verified',
    newer: 'verified',
    value: 'stated',
    order: 'verified',
  })

  await expect(settleJob(client, id)).rejects.toMatchObject({ reason: 'AppraisalTooEarly' })
  await passTime(market, 3_700)
  await settleJob(client, id)
  await rateAppraiser(client, id, 5, `0x${'00'.repeat(32)}`)
  expect(await readJob(market.client, id)).toMatchObject({ state: 'paid', isRated: true })
  expect((await balanceOf(appraiser)) - before).toBe(fee)
  const address = systemContracts.oracle
  const value = { address, abi: oracleAbi, functionName: 'valueOfCar', args: [vehicleId] } as const
  expect(await readContract(market.client, value)).toBe(17_500n * unit)
  expect((await readJobs(market.client, { limit: 5 })).map((job) => job.id)).toContain(id)
  expect(await readJobsOf(market, vehicleId)).toMatchObject([{ id, state: 'paid' }])
})

test('a report that says something else than the chain fails on that line', async () => {
  const [client, appraiser] = [market.of('lender'), market.of('appraiser')]
  const { report } = await submitted(client, appraiser, 'WJOB0000000000002')
  const resign = async (change: Partial<ReportBody>) => {
    const { signature: _, ...body } = { ...report, ...change }
    const read = { ...body, signature: await appraiser.account.signTypedData(reportTypedData(body)) }
    const checks = await verifyReport({ ...market, genesisHash }, await parseReport(formatReport(read)))
    return checks.filter(({ outcome }) => outcome === 'failed').map((check) => check.id)
  }
  const valuation = { ...report.valuation!, valueUsd: report.valuation!.valueUsd + 1 }
  const evidence = { ...report.evidence!, odometerKm: 50_000 }
  expect(await resign({ valuation })).toEqual(['value', 'order'])
  expect(await resign({ evidence })).toEqual(expect.arrayContaining(['odometer', 'value', 'order']))
  expect(await resign({ blockHash: `0x${'11'.repeat(32)}` })).toEqual(['block', 'order'])
  expect(await resign({ head: `0x${'11'.repeat(32)}` })).toEqual(['records', 'order'])
  expect(await resign({ genesisHash: `0x${'11'.repeat(32)}` })).toEqual(['chain'])
  expect(await resign({ evidence: undefined })).toEqual(['value', 'order'])
  expect(await resign({ evidence: undefined, valuation: undefined })).toEqual(['order'])
  const inspection = { ...report.inspection!, priceUsd: 30_000 }
  expect(await resign({ inspection })).toEqual(['order'])
})

test('a value holds only where all that it rests on does: not with a price, a date or a history of its author', async () => {
  const [owner, maker, workshop] = [market.of('lender'), market.of('maker'), market.of('workshop')]
  const vehicleId = await giveCar(market, owner, 'WJOB0000000000077')
  await record(market, { owner, issuer: maker, vehicleId, kind: 'assembly' })
  for (const odometerKm of [150_000, 90_000, 160_000]) {
    await record(market, { owner, issuer: workshop, vehicleId, kind: 'service', odometerKm })
  }
  const honest = await makeReport(owner, vehicleId, 1n)
  const check = async (change: Partial<VehicleEvidence>) => {
    const { signature: _, inspection: __, ...report } = honest
    const evidence = { ...report.evidence!, ...change } as NonNullable<ReportBody['evidence']>
    const body = { ...report, evidence, valuation: valueVehicle(evidence, valuationModel) } as ReportBody
    const signature = await owner.account.signTypedData(reportTypedData(body))
    const checks = await verifyReport(
      { ...market, genesisHash },
      await parseReport(formatReport({ ...body, signature })),
    )
    const outcomes = checks.filter(({ outcome }) => outcome !== 'verified').map(({ id, outcome }) => [id, outcome])
    return Object.fromEntries(outcomes)
  }
  expect(honest.evidence).toMatchObject({ odometerRegressions: 1, newPriceUsd: 25_600, newPriceSource: 'catalogue' })
  expect(await check({})).toEqual({})
  expect(await check({ odometerRegressions: 0 })).toEqual({ regressions: 'failed', value: 'stated' })
  expect(await check({ newPriceUsd: 250_000 })).toEqual({ price: 'failed', value: 'stated' })
  expect(await check({ segment: 'suv' })).toEqual({ price: 'failed', value: 'stated' })
  const { asOf, records, firstRegisteredAt } = honest.evidence!
  expect(await check({ firstRegisteredAt: firstRegisteredAt + 1 })).toEqual({ registered: 'failed', value: 'stated' })
  expect(await check({ asOf: asOf - 90_000 })).toEqual({ time: 'failed', value: 'stated' })
  expect(await check({ asOf: asOf + 90_000 })).toEqual({ time: 'failed', value: 'stated' })
  const sale = { at: asOf - 9, priceUsd: 30_000, newPriceUsdThen: 25_600, ageYears: 1, odometerKm: 9_000 }
  expect(await check({ sales: [sale] })).toEqual({ sales: 'stated', value: 'stated' })
  const light = records.map((one) => ({ ...one, severity: 'light' as const }))
  expect(await check({ records: light })).toEqual({ severity: 'stated', value: 'stated' })
  expect(await check({ isStated: true })).toEqual({ value: 'stated' })
  const obd = { at: asOf, storedCodes: [], permanentCodes: [] }
  expect(await check({ obd })).toEqual({ reading: 'stated', value: 'stated' })
  // No feeder has reported: nothing proves a price that is said to be the oracle's.
  expect(await check({ newPriceUsd: 250_000, newPriceSource: 'oracle' })).toEqual({ price: 'stated', value: 'stated' })
})

test('a report with another signature, a changed word or of another form is refused by name', async () => {
  const [client, appraiser] = [market.of('lender'), market.of('appraiser')]
  const { report } = await submitted(client, appraiser, 'WJOB0000000000003')
  const bytes = formatReport(report)
  const text = new TextDecoder().decode(bytes)
  const parse = (changed: string) => parseReport(new TextEncoder().encode(changed))
  await expect(parse(text.replace('3 mm', '7 mm'))).rejects.toMatchObject({ name: 'Appraisal.ReportSignatureError' })
  await expect(parse(text.slice(0, -2))).rejects.toMatchObject({ name: 'Appraisal.InvalidReportError' })
  await expect(parse(text.replace('"version":1', '"version":2'))).rejects.toThrow('version')
})

test('a challenge that three reviewers uphold costs the appraiser its bond', async () => {
  const [client, appraiser] = [market.of('lender'), market.of('appraiser')]
  const reviewers = [market.of('secondAppraiser'), market.of('thirdAppraiser')]
  const { id } = await submitted(client, appraiser, 'WJOB0000000000004')
  const before = await Promise.all([client, appraiser, ...reviewers].map(balanceOf))
  await challengeReport(client, (await readJob(market.client, id))!, 'bafkr4ireason')
  for (const reviewer of reviewers) await reviewReport(reviewer, id, false, 'bafkr4ifound')
  expect(await readJobReasons(market.client, id)).toMatchObject([
    { by: client.account.address, verdict: 'challenged', cid: 'bafkr4ireason' },
    ...reviewers.map(({ account }) => ({ by: account.address, verdict: 'overturned', cid: 'bafkr4ifound' })),
  ])
  await expect(reviewReport(appraiser, id, true, '')).rejects.toMatchObject({ reason: 'AppraisalIsParty' })
  await passTime(market, 8 * 86_400)
  await settleJob(client, id)
  expect(await readJob(market.client, id)).toMatchObject({ state: 'refunded' })
  const after = await Promise.all([client, appraiser, ...reviewers].map(balanceOf))
  expect(after.map((balance, index) => balance - before[index]!)).toEqual([fee, 0n, fee / 2n, fee / 2n])
})

test('a challenge by another that nobody reviews leaves the client its own, which is the last', async () => {
  const [client, appraiser, stranger] = [market.of('lender'), market.of('appraiser'), market.of('insurer')]
  const { id } = await submitted(client, appraiser, 'WJOB0000000000008')
  const job = async () => (await readJob(market.client, id))!
  await challengeReport(stranger, await job(), 'bafkr4ireason')
  await passTime(market, 8 * 86_400)
  await settleJob(stranger, id)
  expect(await job()).toMatchObject({ state: 'submitted', isClientsTurn: true, challenge: undefined })
  await expect(challengeReport(stranger, await job(), '')).rejects.toMatchObject({ reason: 'AppraisalNotClient' })
  await challengeReport(client, await job(), 'bafkr4imine')
  await passTime(market, 8 * 86_400)
  await settleJob(client, id)
  expect(await job()).toMatchObject({ state: 'paid' })
})

test('an order that nobody takes, and one that nobody finishes, go back to the client', async () => {
  const [client, appraiser] = [market.of('lender'), market.of('appraiser')]
  const vehicleId = await giveCar(market, client, 'WJOB0000000000005')
  const before = await balanceOf(client)
  const open = await orderAppraisal(client, { vehicleId, token: qdd, fee, ...times })
  const late = await orderAppraisal(client, { vehicleId, token: qdd, fee, ...times })
  await acceptJob(appraiser, (await readJob(market.client, late))!)
  await passTime(market, 3_700)
  await settleJob(client, open)
  await settleJob(client, late)
  expect((await balanceOf(client)) - before).toBe(fee)
  await expect(acceptJob(market.of('insurer'), (await readJob(market.client, open))!)).rejects.toMatchObject({
    reason: 'AppraisalNotAppraiser',
  })
})

test('appraisers apply with their record and words; the chosen one alone takes the job, until the client chooses another', async () => {
  const client = market.of('lender')
  const [first, second] = [market.of('secondAppraiser'), market.of('appraiser')]
  const vehicleId = await giveCar(market, client, 'WJOB0000000000006')
  const id = await inviteAppraisers(client, { vehicleId, token: qdd, fee, ...times })
  const job = async () => (await readJob(market.client, id))!
  expect(await job()).toMatchObject({ state: 'open', appraiser: undefined, applicants: [] })
  expect(await readApplicants(market, await job())).toEqual([])
  await applyForJob(first, id, 'bafkr4inote')
  await applyForJob(second, id, '')
  await expect(applyForJob(first, id, '')).rejects.toMatchObject({ reason: 'AppraisalAlreadyApplied' })
  await expect(applyForJob(market.of('insurer'), id, '')).rejects.toMatchObject({ reason: 'AppraisalNotAppraiser' })
  const applicants = await readApplicants(market, await job())
  expect(applicants).toMatchObject([
    { address: first.account.address, noteCid: 'bafkr4inote' },
    { address: second.account.address, noteCid: '' },
  ])
  await expect(acceptJob(first, await job())).rejects.toMatchObject({ reason: 'AppraisalNotAppraiser' })
  await chooseApplicant(client, id, first.account.address)
  await expect(acceptJob(second, await job())).rejects.toMatchObject({ reason: 'AppraisalNotAppraiser' })
  await chooseApplicant(client, id, second.account.address)
  await acceptJob(second, await job())
  expect(await job()).toMatchObject({ state: 'accepted', appraiser: second.account.address })
  // With an application stands what its writer has taken so far.
  const later = await readApplicants(market, await job())
  expect(later.map(({ outcomes }, i) => outcomes.taken - applicants[i]!.outcomes.taken)).toEqual([0, 1])
  await expect(chooseApplicant(client, id, first.account.address)).rejects.toMatchObject({
    reason: 'AppraisalWrongState',
  })
})
