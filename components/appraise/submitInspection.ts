import { type AppraisalJob, submitReport } from '../../lib/appraisal/appraisalJob.ts'
import {
  type checklistIds,
  formatReport,
  type ReportBody,
  reportTypedData,
  type verdicts,
} from '../../lib/appraisal/appraisalReport.ts'
import { hashContent } from '../../lib/appraisal/recordDocument.ts'
import type { ObdSnapshot } from '../../lib/appraisal/VehicleEvidence.ts'
import { type Desk, describeCar } from './describeCar.ts'

export type Findings = Partial<Record<(typeof checklistIds)[number], (typeof verdicts)[number]>>

type Inspection = {
  job: AppraisalJob
  findings: Findings
  photos: readonly File[]
  grade: number
  priceUsd: number
  remarks: string
  /** What the appraiser's own adapter read from the car. */
  obd: ObdSnapshot | undefined
}

/** Stores the photos, makes and signs the report, stores it and hands it in. */
export async function submitInspection(desk: Desk, inspection: Inspection): Promise<void> {
  const { context, keeper } = desk
  const { job, grade, priceUsd, remarks, obd } = inspection
  const photos = await keeper.keepPhotos(inspection.photos)
  const findings = Object.entries(inspection.findings).map(([id, verdict]) => ({ id, verdict }))
  const body: ReportBody = {
    ...(await describeCar(desk, job.vehicleId, obd)),
    inspection: {
      jobId: `${job.id}`,
      grade,
      priceUsd,
      findings: findings as NonNullable<ReportBody['inspection']>['findings'],
      ...(remarks.trim() && { remarks: remarks.trim() }),
      photos,
    },
  }
  const bytes = formatReport({ ...body, signature: await context.account.signTypedData(reportTypedData(body)) })
  const cid = await keeper.keep(bytes, 'Appraisal report')
  const price = BigInt(priceUsd) * 10n ** 18n
  await submitReport(context, job.id, { price, grade, hash: hashContent(bytes), cid })
}
