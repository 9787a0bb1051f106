'use client'

import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Suspense } from 'react'
import { Shield } from '../chain/Shield.tsx'
import { NothingHere } from '../explorer/NothingHere.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { ApplicantCard } from './ApplicantCard.tsx'
import { AppraiseTabs } from './AppraiseTabs.tsx'
import { JobCard } from './JobCard.tsx'
import { JobList } from './JobList.tsx'
import { JobSteps } from './JobSteps.tsx'
import { OrderForm } from './OrderForm.tsx'
import { PlaceCard } from './PlaceCard.tsx'

/** Appraisals by people: all of them, one of them, or a new order. */
export function AppraisalScreen() {
  return (
    <Suspense>
      <Appraisals />
    </Suspense>
  )
}

function Appraisals() {
  const t = useTranslations('job')
  const params = useSearchParams()
  const id = params.get('id')
  const vehicle = params.get('vehicle')
  const title = id ? t('one', { id }) : vehicle ? t('orderTitle', { id: vehicle }) : t('title')
  return (
    <>
      <PageHeader title={title} tabTitle={title} purpose={t('purpose')} help="appraise" />
      {!id && !vehicle && <AppraiseTabs page="appraisal" />}
      {id ? <OneJob id={id} /> : vehicle ? <OrderForm vehicle={vehicle} /> : <Jobs />}
    </>
  )
}

function Jobs() {
  return (
    <div className="flex flex-col gap-6">
      <JobList />
      <PlaceCard />
    </div>
  )
}

function OneJob({ id }: { id: string }) {
  const t = useTranslations('job')
  const isId = /^\d{1,30}$/.test(id)
  const query = useChainQuery({
    queryKey: ['appraisalJob', id],
    queryFn: async (client) => {
      const { readJob } = await import('../../lib/appraisal/appraisalJob.ts')
      return (await readJob(client, BigInt(id))) ?? null
    },
    enabled: isId,
    againMs: () => 5_000,
  })
  if (!isId || query.data === null) return <NothingHere title={t('missingTitle')}>{t('missing')}</NothingHere>
  return (
    <QueryState query={query} rows={7}>
      {(job) => (
        <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[2fr_3fr]">
          <JobCard job={job} shield={<Shield proof={query.proof} />} />
          <div className="flex flex-col gap-6">
            <JobSteps job={job} />
            {job.applicants && <ApplicantCard job={{ ...job, applicants: job.applicants }} />}
          </div>
        </div>
      )}
    </QueryState>
  )
}
