import { getBlock } from 'viem/actions'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readReported } from './appraisalJob.ts'
import { type AppraisalReport, formatReport } from './appraisalReport.ts'
import { readLife } from './readLife.ts'
import { readVehicle } from './readVehicle.ts'
import { hashContent } from './recordDocument.ts'
import { nextHead, type VehicleRecord } from './VehicleLife.ts'
import { valuationModel } from './valuationModel.ts'
import { type Valuation, valueVehicle } from './valueVehicle.ts'

export const reportCheckIds = [
  'chain',
  'block',
  'vehicle',
  'records',
  'odometer',
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
  const [block, vehicle, order] = await Promise.all([
    checkBlock(client, report),
    checkVehicle({ client, logs }, report),
    report.inspection && checkOrder(client, report),
  ])
  const checks: ReportCheck[] = [{ id: 'chain', outcome: 'verified', facts: {} }, block, ...vehicle]
  if (report.valuation) checks.push(checkValue(report))
  if (report.evidence?.obd) checks.push({ id: 'reading', outcome: 'stated', facts: {} })
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
  return [
    { id: 'vehicle', outcome: 'verified', facts: { owner: vehicle.owner } },
    { id: 'records', outcome: isSame ? 'verified' : 'failed', facts: { records: report.records } },
    {
      id: 'odometer',
      outcome: odometerKm === undefined ? 'stated' : highest === odometerKm ? 'verified' : 'failed',
      facts: odometerKm === undefined ? {} : { odometerKm },
    },
    { id: 'newer', outcome: newer > 0 ? 'changed' : 'verified', facts: { newer } },
  ]
}

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

/** The same evidence and model give the same figures, everywhere. */
function checkValue({ evidence, valuation }: AppraisalReport): ReportCheck {
  const facts = { modelVersion: valuation!.modelVersion, valueUsd: valuation!.valueUsd }
  if (valuation!.modelVersion !== valuationModel.version) return { id: 'value', outcome: 'stated', facts }
  // A value without its evidence cannot be worked out again.
  if (!evidence) return { id: 'value', outcome: 'failed', facts }
  const again = valueVehicle(evidence, valuationModel)
  const isSame = JSON.stringify(sortSteps(again)) === JSON.stringify(sortSteps(valuation!))
  return { id: 'value', outcome: isSame ? 'verified' : 'failed', facts }
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
