import { getBlock } from 'viem/actions'
import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { findOwn } from '../chain/nameError.ts'
import { readReported } from './appraisalJob.ts'
import { type AppraisalReport, formatReport } from './appraisalReport.ts'
import { readComparableSales } from './gatherEvidence.ts'
import { findModel } from './modelCatalogue.ts'
import { newCarFeed } from './oracleFeeds.ts'
import { readLife } from './readLife.ts'
import { readMedians, readValue } from './readOracle.ts'
import { readVehicle } from './readVehicle.ts'
import { hashContent } from './recordDocument.ts'
import type { ComparableSale, VehicleEvidence } from './VehicleEvidence.ts'
import { findRegressions, nextHead, type VehicleRecord } from './VehicleLife.ts'
import { valuationModel } from './valuationModel.ts'
import { type Valuation, valueVehicle } from './valueVehicle.ts'

export const reportCheckIds = [
  'chain',
  'block',
  'vehicle',
  'records',
  'odometer',
  'regressions',
  'registered',
  'time',
  'price',
  'sales',
  'severity',
  'value',
  'order',
  'newer',
  'reading',
] as const
/** One line of a report, held against the chain. `stated`: nobody can prove it, its author says so. */
export type ReportCheck = {
  id: (typeof reportCheckIds)[number]
  outcome: 'verified' | 'failed' | 'stated' | 'changed'
  facts: Readonly<Record<string, string | number>>
}

/**
 * Returns what of a report holds, line by line. Its form and signature were checked when it was parsed. `client` should
 * prove what it reads; records may come from anybody (`logs`), since they are checked against the head that `client` read.
 */
export async function verifyReport(
  { client, logs = client, genesisHash }: { client: NodeClient; logs?: NodeClient; genesisHash: string },
  report: AppraisalReport,
): Promise<ReportCheck[]> {
  if (report.genesisHash !== genesisHash) {
    return [{ id: 'chain', outcome: 'failed', facts: { found: report.genesisHash } }]
  }
  const [block, vehicle, market, order] = await Promise.all([
    checkBlock(client, report),
    checkVehicle({ client, logs }, report),
    report.evidence ? checkMarket(client, report, report.evidence) : [],
    report.inspection && checkOrder(client, report),
  ])
  const grounds: ReportCheck[] = [block, ...vehicle, ...market]
  if (report.evidence) grounds.push(...checkStated(report.evidence))
  const checks: ReportCheck[] = [{ id: 'chain', outcome: 'verified', facts: {} }, ...grounds]
  if (report.valuation) checks.push(checkValue(report, grounds))
  if (order) checks.push(order)
  return checks
}

/**
 * Brings near what every report is held against, while the report itself is still on its way: a verified head, the machine
 * that runs calls here, and the code of the contracts.
 */
export async function prepareChecks(client: NodeClient): Promise<void> {
  const nothing = 0n
  // What fails now is met again, and named, when the report is checked.
  await Promise.allSettled([readVehicle(client, nothing), readReported(client, nothing)])
}

async function checkBlock(client: NodeClient, { blockNumber, blockHash }: AppraisalReport): Promise<ReportCheck> {
  const block = await getBlock(client, { blockNumber: BigInt(blockNumber) })
  return {
    id: 'block',
    outcome: block.hash === blockHash ? 'verified' : 'failed',
    facts: { blockNumber, timestamp: Number(block.timestamp) },
  }
}

async function checkVehicle(
  sources: { client: NodeClient; logs: NodeClient },
  report: AppraisalReport,
): Promise<ReportCheck[]> {
  const id = BigInt(report.vehicleId)
  const life = await readLife(sources, id)
  if (!life || life.vehicle.model !== report.model) return [{ id: 'vehicle', outcome: 'failed', facts: {} }]
  const { vehicle } = life
  const known = life.records.slice(0, report.records)
  const isSame = headOf(id, known) === report.head && sameRecords(known, report)
  const odometerKm = report.evidence?.odometerKm
  const readings = known.filter((record) => record.odometerKm !== undefined && !record.isRegression)
  const highest = readings.reduce((most, record) => Math.max(most, record.odometerKm ?? 0), 0)
  const newer = vehicle.records - report.records
  const evidence = report.evidence ? checkAgainstRecords(report.evidence, known) : []
  return [
    { id: 'vehicle', outcome: 'verified', facts: { owner: vehicle.owner } },
    { id: 'records', outcome: isSame ? 'verified' : 'failed', facts: { records: report.records } },
    {
      id: 'odometer',
      outcome: odometerKm === undefined ? 'stated' : highest === odometerKm ? 'verified' : 'failed',
      facts: odometerKm === undefined ? {} : { odometerKm },
    },
    ...evidence,
    { id: 'newer', outcome: newer > 0 ? 'changed' : 'verified', facts: { newer } },
  ]
}

/** What follows from the records and is stated beside them. */
function checkAgainstRecords(evidence: VehicleEvidence, known: readonly VehicleRecord[]): ReportCheck[] {
  const { odometerRegressions, firstRegisteredAt } = evidence
  const regressions = findRegressions(known).filter(Boolean).length
  const assembly = known.find(({ kind }) => kind === 'assembly')
  return [
    {
      id: 'regressions',
      outcome: regressions === odometerRegressions ? 'verified' : 'failed',
      facts: { regressions: odometerRegressions },
    },
    {
      id: 'registered',
      outcome: !assembly ? 'stated' : assembly.happenedAt === firstRegisteredAt ? 'verified' : 'failed',
      facts: { at: firstRegisteredAt },
    },
  ]
}

/** When it was valued, and what such a car costs new and used. */
async function checkMarket(
  client: NodeClient,
  report: AppraisalReport,
  evidence: VehicleEvidence,
): Promise<ReportCheck[]> {
  const toBlock = BigInt(report.blockNumber)
  const [{ timestamp }, price, sales] = await Promise.all([
    getBlock(client, { blockNumber: toBlock }),
    comparePrice(client, report, evidence),
    compareSales(client, report, evidence),
  ])
  const ageS = Number(timestamp) - evidence.asOf
  return [
    { id: 'time', outcome: ageS >= 0 && ageS <= freshS ? 'verified' : 'failed', facts: { at: evidence.asOf } },
    { id: 'price', outcome: price, facts: { newPriceUsd: evidence.newPriceUsd } },
    { id: 'sales', outcome: sales, facts: { sales: evidence.sales.length } },
  ]
}

type Outcome = ReportCheck['outcome']

/** The price when new, with the kind of car that it is the price of. */
async function comparePrice(client: NodeClient, report: AppraisalReport, evidence: VehicleEvidence): Promise<Outcome> {
  const model = findModel(report.model as Hex)
  if (!model || model.segment !== evidence.segment || model.fuel !== evidence.fuel) return 'failed'
  const { newPriceUsd, newPriceSource } = evidence
  if (newPriceSource === 'catalogue') return newPriceUsd === model.newPriceUsd ? 'verified' : 'failed'
  const toBlock = BigInt(report.blockNumber)
  const fromBlock = toBlock > searchedBlocks ? toBlock - searchedBlocks : 0n
  const feed = newCarFeed(report.model as Hex)
  const [now, medians] = await Promise.all([
    readValue(client, feed),
    orUnknown(readMedians(client, { id: feed }, { fromBlock, toBlock })),
  ])
  const known = [...(medians ?? []), ...(now === undefined ? [] : [now])].map(Math.round)
  if (known.includes(newPriceUsd)) return 'verified'
  // Reports grow old and the median moves without a new one, but not by a tenth: such a price was never the oracle's.
  const isFar = newPriceUsd < Math.min(...known) * 0.9 || newPriceUsd > Math.max(...known) * 1.1
  return medians !== undefined && medians.length > 0 && isFar ? 'failed' : 'stated'
}

/** Sales are looked for as for a valuation. Others may have come to light since, so what differs is no lie for certain. */
async function compareSales(client: NodeClient, report: AppraisalReport, evidence: VehicleEvidence): Promise<Outcome> {
  const found = await orUnknown(readComparableSales({ client }, report.model as Hex, BigInt(report.vehicleId)))
  const known = found?.filter(({ at }) => at <= evidence.asOf)
  return known && namesOf(known) === namesOf(evidence.sales) ? 'verified' : 'stated'
}

const namesOf = (sales: readonly ComparableSale[]) =>
  JSON.stringify(
    sales.map(({ at, priceUsd, newPriceUsdThen, ageYears, odometerKm }) =>
      [at, priceUsd, newPriceUsdThen, ageYears, odometerKm].join(),
    ),
  )

/** Returns undefined where the search is too wide to be proved. */
async function orUnknown<T>(search: Promise<T>): Promise<T | undefined> {
  try {
    return await search
  } catch (error) {
    if (findOwn(error)?.name === 'Light.RangeTooWideError') return undefined
    throw error
  }
}

/** What nobody can prove. */
function checkStated({ obd, records }: VehicleEvidence): ReportCheck[] {
  const checks: ReportCheck[] = []
  if (records.some(({ severity }) => severity)) checks.push({ id: 'severity', outcome: 'stated', facts: {} })
  if (obd) checks.push({ id: 'reading', outcome: 'stated', facts: {} })
  return checks
}

/** A valuation may be looked at for so long before its report is signed. */
const freshS = 86_400
/** So far back a search of logs is proved to be complete. */
const searchedBlocks = 1_000n

function headOf(id: bigint, records: readonly VehicleRecord[]): string {
  return records.reduce((head, record) => nextHead(head, id, record), `0x${'0'.repeat(64)}` as `0x${string}`)
}

function sameRecords(records: readonly VehicleRecord[], { evidence }: AppraisalReport): boolean {
  // Without evidence the head alone says which records those were.
  if (!evidence) return true
  return (
    records.length === evidence.records.length &&
    records.every((record, index) => {
      const stated = evidence.records[index]!
      return stated.kind === record.kind && stated.at === record.happenedAt && stated.odometerKm === record.odometerKm
    })
  )
}

/** The same evidence and model give the same figures, everywhere; they are worth as much as what they rest on. */
function checkValue({ evidence, valuation }: AppraisalReport, grounds: readonly ReportCheck[]): ReportCheck {
  const facts = { modelVersion: valuation!.modelVersion, valueUsd: valuation!.valueUsd }
  if (valuation!.modelVersion !== valuationModel.version) return { id: 'value', outcome: 'stated', facts }
  // A value without its evidence cannot be worked out again.
  if (!evidence) return { id: 'value', outcome: 'failed', facts }
  const again = valueVehicle(evidence, valuationModel)
  const isSame = JSON.stringify(sortSteps(again)) === JSON.stringify(sortSteps(valuation!))
  if (!isSame) return { id: 'value', outcome: 'failed', facts }
  const isProved = grounds.every(({ outcome }) => outcome === 'verified' || outcome === 'changed')
  return { id: 'value', outcome: isProved && !evidence.isStated ? 'verified' : 'stated', facts }
}

function sortSteps({ valueUsd, lowUsd, highUsd, confidence, doubts, steps }: Valuation) {
  return { valueUsd, lowUsd, highUsd, confidence, doubts, steps: steps.map(({ id, amountUsd }) => [id, amountUsd]) }
}

async function checkOrder(client: NodeClient, report: AppraisalReport): Promise<ReportCheck> {
  const { jobId, priceUsd, grade } = report.inspection!
  const job = await readReported(client, BigInt(jobId))
  const isSame =
    job?.report !== undefined &&
    job.appraiser?.toLowerCase() === report.author &&
    job.report.hash === hashContent(formatReport(report)) &&
    job.report.price === BigInt(priceUsd) * 10n ** 18n &&
    job.report.grade === grade
  return {
    id: 'order',
    outcome: isSame ? 'verified' : 'failed',
    facts: { jobId, ...(job && { state: job.state }) },
  }
}
