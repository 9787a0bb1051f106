import { getBlock } from 'viem/actions'
import { type AppraisalJob, submitReport } from '../../lib/appraisal/appraisalJob.ts'
import {
  type checklistIds,
  formatReport,
  type ReportBody,
  reportTypedData,
  type verdicts,
} from '../../lib/appraisal/appraisalReport.ts'
import { gatherEvidence } from '../../lib/appraisal/gatherEvidence.ts'
import { readLife, type VehicleLife } from '../../lib/appraisal/readLife.ts'
import { hashContent } from '../../lib/appraisal/recordDocument.ts'
import { valuationModel } from '../../lib/appraisal/valuationModel.ts'
import { valueVehicle } from '../../lib/appraisal/valueVehicle.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import { BaseError } from '../../lib/errors.ts'
import { publishBytes } from '../../lib/ipfs/publishBytes.ts'
import type { StorageNode } from '../../lib/ipfs/StorageNode.ts'

export type Findings = Partial<Record<(typeof checklistIds)[number], (typeof verdicts)[number]>>

type Where = { context: ChainContext; nodes: readonly StorageNode[]; chainId: number; genesisHash: string }
type Inspection = {
  job: AppraisalJob
  findings: Findings
  photos: readonly File[]
  grade: number
  priceUsd: number
  remarks: string
}

// What is stored without an account is kept for a quarter of a year at most.
const keepMs = 89 * 86_400_000

/** Stores the photos, makes and signs the report, stores it and hands it in. */
export async function submitInspection(where: Where, inspection: Inspection): Promise<void> {
  const { context, nodes } = where
  const { job, grade, priceUsd, remarks } = inspection
  const untilMs = Date.now() + keepMs
  const photos: NonNullable<ReportBody['inspection']>['photos'] = []
  for (const photo of inspection.photos) {
    const { cid } = await publishBytes({ bytes: new Uint8Array(await photo.arrayBuffer()), nodes, untilMs })
    photos.push({ cid, type: photo.type as 'image/jpeg' })
  }
  const life = await readLife({ client: context.client }, job.vehicleId)
  if (!life) throw new VehicleGoneError(job.vehicleId)
  const findings = Object.entries(inspection.findings).map(([id, verdict]) => ({ id, verdict }))
  const body: ReportBody = {
    ...(await reportOn(where, life)),
    inspection: {
      jobId: `${job.id}`,
      grade,
      priceUsd,
      findings: findings as NonNullable<ReportBody['inspection']>['findings'],
      ...(remarks.trim() && { remarks: remarks.trim() }),
      photos,
    },
  }
  const signature = await context.account.signTypedData(reportTypedData(body))
  const bytes = formatReport({ ...body, signature })
  const { cid } = await publishBytes({ bytes, nodes, untilMs, title: 'Appraisal report' })
  const price = BigInt(priceUsd) * 10n ** 18n
  await submitReport(context, job.id, { price, grade, hash: hashContent(bytes), cid })
}

/** What stands in every report: the car, the evidence and the automatic valuation beside it. */
async function reportOn({ context, chainId, genesisHash }: Where, life: VehicleLife): Promise<ReportBody> {
  const { client, account } = context
  const evidence = await gatherEvidence({ client }, life)
  const { number, hash } = await getBlock(client)
  const { vehicle } = life
  const valuation = valueVehicle(evidence, valuationModel)
  return {
    format: 'qoodblock.appraisal-report',
    version: 1,
    chainId,
    genesisHash,
    vehicleId: `${vehicle.id}`,
    model: vehicle.model,
    records: vehicle.records,
    head: vehicle.head,
    blockNumber: Number(number),
    blockHash: hash,
    evidence,
    valuation: valuation as NonNullable<ReportBody['valuation']>,
    author: account.address.toLowerCase() as Address,
  }
}

export class VehicleGoneError extends BaseError {
  override readonly name = 'Appraisal.VehicleGoneError'
  constructor(id: bigint) {
    super(`Expected a car with the Credit ID ${id}, found none.`)
  }
}
