'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { AppraisalJob } from '../../lib/appraisal/appraisalJob.ts'
import { Hash } from '../chain/Hash.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { JobBadge } from './JobBadge.tsx'
import { Money } from './Money.tsx'
import { ReasonText } from './ReasonText.tsx'
import { usePlainClient } from './usePlainClient.ts'

/** The terms of an appraisal and where it stands. */
export function JobCard({ job, shield }: { job: AppraisalJob; shield: ReactNode }) {
  const t = useTranslations('job')
  const format = useFormatter()
  return (
    <Card>
      <CardHeader title={t('terms')} note={<JobBadge job={job} />} action={shield} />
      <Facts>
        <Fact name={t('vehicle')}>
          <PageLink href={`/vehicle?id=${job.vehicleId}`} className="font-semibold text-accent underline">
            {t('vehicleId', { id: String(job.vehicleId) })}
          </PageLink>
        </Fact>
        <Fact name={t('client')}>
          <Hash value={job.client} kind="address" what={t('client')} />
        </Fact>
        <Fact name={t('appraiser')}>
          {job.appraiser ? (
            <Hash value={job.appraiser} kind="address" what={t('appraiser')} />
          ) : (
            t(job.applicants ? 'notChosen' : 'anybody')
          )}
        </Fact>
        <Fact name={t('fee')} note={t('feeNote')}>
          <Money value={job.fee} token={job.token} />
        </Fact>
        <Fact
          name={t('deadline')}
          note={job.state === 'submitted' && job.isClientsTurn ? t('clientsTurnNote') : undefined}
        >
          {format.dateTime(job.deadline * 1_000, { dateStyle: 'medium', timeStyle: 'short' })}
        </Fact>
        {job.report && (
          <>
            <Fact name={t('price')}>
              <Money value={job.report.price} token={job.token} />
            </Fact>
            <Fact name={t('grade')}>{t('gradeOf', { grade: job.report.grade })}</Fact>
          </>
        )}
        {job.challenge && (
          <Fact name={t('reviews')}>
            {t('reviewCount', { upheld: job.challenge.upholders.length, refused: job.challenge.overturners.length })}
          </Fact>
        )}
      </Facts>
      {job.challenge && <Reasons job={job} />}
      {job.report && (
        <div className="p-4">
          <PageLink href={`/report?cid=${job.report.cid}`} className={buttonClass({ variant: 'primary' })}>
            {t('readReport')}
          </PageLink>
        </div>
      )}
    </Card>
  )
}

/** Why the report was challenged, and what those who looked at it found. */
function Reasons({ job }: { job: AppraisalJob }) {
  const t = useTranslations('job')
  const plain = usePlainClient()
  const { data: reasons = [] } = useChainQuery({
    queryKey: ['jobReasons', String(job.id), job.challenge!.upholders.length, job.challenge!.overturners.length],
    queryFn: async () => {
      const { readJobReasons } = await import('../../lib/appraisal/appraisalJob.ts')
      return readJobReasons(await plain(), job.id)
    },
  })
  return (
    <ol className="flex flex-col gap-3 border-line border-t p-4 text-sm">
      {reasons.map(({ by, verdict, cid, transaction }) => (
        <li key={transaction}>
          <p className="flex flex-wrap items-center gap-x-2">
            <span className="font-semibold">{t(`verdicts.${verdict}`)}</span>
            <Hash value={by} kind="address" what={t('by')} />
          </p>
          <ReasonText cid={cid} about={String(job.id)} />
        </li>
      ))}
    </ol>
  )
}
