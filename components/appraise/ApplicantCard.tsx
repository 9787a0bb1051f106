'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { AppraisalJob } from '../../lib/appraisal/appraisalJob.ts'
import type { CoarsePlace } from '../../lib/appraisal/coarsePlace.ts'
import type { Applicant } from '../../lib/appraisal/readApplicants.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { Shield } from '../chain/Shield.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Badge } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { ActionButton } from './ActionButton.tsx'
import { AppraiserChoice } from './AppraiserChoice.tsx'
import { AppraiserFacts, nearestFirst } from './AppraiserFacts.tsx'
import { PlaceFields } from './PlaceFields.tsx'
import { ReasonText } from './ReasonText.tsx'
import { useChainNow } from './useChainNow.ts'
import { usePlainClient } from './usePlainClient.ts'

type ApplicationJob = AppraisalJob & { applicants: readonly Address[] }

/** Who applied for an appraisal, with record, distance and words; its client chooses one of them. */
export function ApplicantCard({ job }: { job: ApplicationJob }) {
  const t = useTranslations('applicants')
  // That nobody applied stands in the job, which is proved with its terms.
  if (job.applicants.length > 0) return <KnownApplicants job={job} />
  return (
    <Card>
      <CardHeader title={t('title')} note={t('count', { count: 0 })} />
      <Nobody />
    </Card>
  )
}

function Nobody() {
  const t = useTranslations('applicants')
  return <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>
}

function KnownApplicants({ job }: { job: ApplicationJob }) {
  const t = useTranslations('applicants')
  const plain = usePlainClient()
  const query = useChainQuery({
    queryKey: ['applicants', String(job.id), job.applicants.length],
    queryFn: async (client) => {
      const [{ readApplicants }, logs] = await Promise.all([import('../../lib/appraisal/readApplicants.ts'), plain()])
      return readApplicants({ client, logs }, job)
    },
  })
  return (
    <Card>
      <CardHeader
        title={t('title')}
        note={t('count', { count: job.applicants.length })}
        action={<Shield proof={query.proof} />}
      />
      <QueryState query={query} rows={3}>
        {/* Whoever lost the office since is not among them. */}
        {(able) => (able.length === 0 ? <Nobody /> : <Applicants job={job} applicants={able} />)}
      </QueryState>
    </Card>
  )
}

function Applicants({ job, applicants }: { job: ApplicationJob; applicants: readonly Applicant[] }) {
  const { connection } = useWallet()
  const now = useChainNow()
  const isClient = connection?.address.toLowerCase() === job.client.toLowerCase()
  if (connection && isClient && job.state === 'open' && now <= job.deadline) {
    return <Choosing key={connection.address} job={job} applicants={applicants} address={connection.address} />
  }
  return (
    <ul className="divide-y divide-line text-sm">
      {applicants.map((applicant) => (
        <li key={applicant.address} className="px-4 py-2">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
            <AppraiserFacts appraiser={applicant} here={undefined} />
            <Chosen job={job} applicant={applicant} />
          </div>
          <Note job={job} applicant={applicant} />
        </li>
      ))}
    </ul>
  )
}

function Choosing(props: { job: ApplicationJob; applicants: readonly Applicant[]; address: Address }) {
  const { job, applicants, address } = props
  const t = useTranslations('applicants')
  const p = useTranslations('place')
  const [here, setHere] = useState<CoarsePlace>()
  const [wanted, setWanted] = useState<Address>()
  return (
    <>
      <div className="px-4 pt-3">
        <p className="mb-2 max-w-prose text-muted text-sm">{p('mine')}</p>
        <PlaceFields onChange={setHere} />
      </div>
      <fieldset className="px-4 pt-3">
        <legend className="sr-only">{t('title')}</legend>
        <div className="flex flex-col divide-y divide-line rounded-md border border-line">
          {nearestFirst(applicants, here).map((applicant) => (
            <div key={applicant.address} className="pr-3">
              <AppraiserChoice
                name={t('title')}
                isChosen={wanted === applicant.address}
                onChoose={() => setWanted(applicant.address)}
              >
                <AppraiserFacts appraiser={applicant} here={here} />
                <Chosen job={job} applicant={applicant} />
              </AppraiserChoice>
              <div className="pb-2 pl-11 text-sm empty:hidden">
                <Note job={job} applicant={applicant} />
              </div>
            </div>
          ))}
        </div>
      </fieldset>
      <ActionButton
        address={address}
        variant="primary"
        label={t('choose')}
        disabled={!wanted}
        action={async (context) => {
          const { chooseApplicant } = await import('../../lib/appraisal/appraisalJob.ts')
          await chooseApplicant(context, job.id, wanted!)
        }}
      >
        {t(job.appraiser ? 'chooseOther' : 'chooseText')}
      </ActionButton>
    </>
  )
}

type Entry = { job: ApplicationJob; applicant: Applicant }

function Chosen({ job, applicant }: Entry) {
  const t = useTranslations('applicants')
  const isChosen = job.appraiser?.toLowerCase() === applicant.address.toLowerCase()
  return isChosen && <Badge tone="good">{t('chosen')}</Badge>
}

function Note({ job, applicant: { noteCid } }: Entry) {
  return noteCid !== '' && <ReasonText cid={noteCid} about={String(job.id)} />
}
