'use client'

import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { AppraisalReport } from '../../lib/appraisal/appraisalReport.ts'
import { findModel } from '../../lib/appraisal/modelCatalogue.ts'
import type { ObdSnapshot } from '../../lib/appraisal/VehicleEvidence.ts'
import type { Valuation } from '../../lib/appraisal/valueVehicle.ts'
import { Hash } from '../chain/Hash.tsx'
import { Both } from '../i18n/Both.tsx'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { QrCode } from '../wallet/QrCode.tsx'
import { formatUsd } from './formatUsd.ts'
import { ObdFacts } from './ObdFacts.tsx'
import { PhotoList } from './PhotoList.tsx'
import { ReportChecks } from './ReportChecks.tsx'
import { useSheetLanguage } from './useSheetLanguage.ts'
import { Waterfall } from './Waterfall.tsx'

/** One page that says what a car is, what was found, and what it is worth; good on paper, too. */
export function ReportView({ report, cid }: { report: AppraisalReport; cid: string }) {
  const { inspection, valuation } = report
  return (
    <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[3fr_2fr] print:grid-cols-2 print:gap-3 print:[zoom:0.66]">
      <div className="flex flex-col gap-6 *:min-w-0 print:gap-3">
        <Summary report={report} />
        {inspection && <Inspection inspection={inspection} />}
        {valuation && <AutomaticValue valuation={valuation as Valuation} />}
      </div>
      <div className="flex flex-col gap-6 *:min-w-0 print:gap-3">
        <ReportChecks report={report} />
        {report.evidence?.obd && <CarReading obd={report.evidence.obd} />}
        <VerifyCode cid={cid} />
      </div>
    </div>
  )
}

function Summary({ report }: { report: AppraisalReport }) {
  const t = useTranslations('report')
  const v = useTranslations('vehicle')
  const format = useFormatter()
  const locale = useLocale()
  const model = findModel(report.model as `0x${string}`)
  const { evidence, inspection, valuation } = report
  const price = inspection?.priceUsd ?? valuation?.valueUsd
  return (
    <Card>
      <div className="flex flex-wrap items-baseline gap-x-4 border-line border-b p-4">
        <output className="font-extrabold text-3xl tabular">
          {price === undefined ? '' : formatUsd(price, locale)}
        </output>
        <span className="text-muted text-sm">
          <Both of="report">{(t) => t(inspection ? 'byPerson' : 'byModel')}</Both>
        </span>
      </div>
      <Facts>
        <Fact name={<Both of="report">{(t) => t('car')}</Both>}>
          <PageLink href={`/vehicle?id=${report.vehicleId}`} className="font-semibold text-accent underline">
            {v('titleOf', { id: report.vehicleId })}
          </PageLink>{' '}
          {model?.name}
        </Fact>
        <Fact name={<Both of="vehicle">{(v) => v('odometer')}</Both>}>
          {evidence?.odometerKm === undefined ? (
            <Both of="vehicle">{(v) => v('noReading')}</Both>
          ) : (
            v('km', { km: format.number(evidence.odometerKm) })
          )}
        </Fact>
        <Fact name={<Both of="report">{(t) => t('made')}</Both>}>
          <Both of="report" look="beneath">
            {(t, format) =>
              evidence
                ? format.dateTime(evidence.asOf * 1_000, { dateStyle: 'long', timeStyle: 'short' })
                : t('lines.block', { number: format.number(report.blockNumber) })
            }
          </Both>
        </Fact>
        <Fact name={<Both of="report">{(t) => t('author')}</Both>}>
          <Hash value={report.author} kind="address" what={t('author')} />
        </Fact>
        <Fact name={<Both of="vehicle">{(v) => v('life')}</Both>}>
          <Both of="vehicle">{(v) => v('recordCount', { count: report.records })}</Both>
        </Fact>
      </Facts>
    </Card>
  )
}

const verdictTones: Record<string, Tone> = { good: 'good', worn: 'warn', bad: 'bad', notChecked: 'neutral' }

function Inspection({ inspection }: { inspection: NonNullable<AppraisalReport['inspection']> }) {
  const t = useTranslations('inspection')
  return (
    <Card>
      <CardHeader
        title={<Both of="inspection">{(t) => t('title')}</Both>}
        note={t('gradeOf', { grade: inspection.grade })}
      />
      <ul className="grid gap-x-6 p-4 text-sm sm:grid-cols-2 print:grid-cols-2">
        {inspection.findings.map(({ id, verdict, remark }) => (
          <li
            key={id}
            className="flex break-inside-avoid flex-wrap items-baseline justify-between gap-x-3 border-line border-b py-1.5"
          >
            <span>
              <Both of="inspection">{(t) => t(`points.${id}`)}</Both>
            </span>
            <Badge tone={verdictTones[verdict]!}>
              <Both of="inspection" look="inBadge">
                {(t) => t(`verdicts.${verdict}`)}
              </Both>
            </Badge>
            {remark && <span className="basis-full text-muted">{remark}</span>}
          </li>
        ))}
      </ul>
      {inspection.remarks && <p className="whitespace-pre-line px-4 pb-4 text-sm">{inspection.remarks}</p>}
      <PhotoList photos={inspection.photos} className="px-4 pb-4" />
    </Card>
  )
}

function AutomaticValue({ valuation }: { valuation: Valuation }) {
  const t = useTranslations('valuation')
  return (
    <Card>
      <CardHeader
        title={<Both of="valuation">{(t) => t('title')}</Both>}
        note={t('model', { version: valuation.modelVersion })}
      />
      <Waterfall valuation={valuation} />
    </Card>
  )
}

function CarReading({ obd }: { obd: ObdSnapshot }) {
  return (
    <Card>
      <CardHeader title={<Both of="readCar">{(t) => t('title')}</Both>} />
      <div className="px-4 pt-2 pb-4">
        <ObdFacts obd={obd} />
      </div>
    </Card>
  )
}

function VerifyCode({ cid }: { cid: string }) {
  const t = useTranslations('report')
  const { chosen } = useSheetLanguage()
  const query = new URLSearchParams({ cid, ...(chosen && { lang: chosen }) })
  const address = typeof location === 'undefined' ? '' : `${location.origin}/report?${query}`
  return (
    <Card className="break-inside-avoid">
      <CardHeader title={<Both of="report">{(t) => t('verifyTitle')}</Both>} />
      <div className="flex flex-wrap items-center gap-4 p-4">
        <div className="w-36">{address && <QrCode text={address} label={t('verifyCode')} />}</div>
        <p className="max-w-64 text-muted text-sm">
          <Both of="report" look="beneath">
            {(t) => t('verify')}
          </Both>
        </p>
      </div>
      <p className="break-all px-4 pb-4 font-mono text-muted text-xs">{cid}</p>
    </Card>
  )
}
