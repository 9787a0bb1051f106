'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { AppraisalJob } from '../../lib/appraisal/appraisalJob.ts'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Select } from '../ui/Select.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import { ActionButton } from './ActionButton.tsx'
import { ApplyStep } from './ApplyStep.tsx'
import { ReasonAction } from './ReasonAction.tsx'
import { ReportForm } from './ReportForm.tsx'
import { StarsSelect } from './StarsSelect.tsx'
import { useChainNow } from './useChainNow.ts'

const load = () => import('../../lib/appraisal/appraisalJob.ts')
const noText: Hex = `0x${'00'.repeat(32)}`

/** What the account in use can do with an appraisal now. */
export function JobSteps({ job }: { job: AppraisalJob }) {
  const t = useTranslations('job')
  return (
    <Card>
      <CardHeader title={t('yourSteps')} />
      <div className="p-4">
        <WalletGate>{({ address }) => <Steps key={address} job={job} address={address} />}</WalletGate>
      </div>
    </Card>
  )
}

function Steps({ job, address }: { job: AppraisalJob; address: Address }) {
  const t = useTranslations('job')
  const now = useChainNow()
  const is = (other: Address | undefined) => other?.toLowerCase() === address.toLowerCase()
  const isLate = now > job.deadline
  const isOver = job.state === 'paid' || job.state === 'refunded'
  if (!isOver && isLate) {
    return (
      <ActionButton address={address} label={t('settle')} action={async (c) => (await load()).settleJob(c, job.id)}>
        {t(`settleText.${job.state as 'open' | 'accepted' | 'submitted' | 'challenged'}`)}
      </ActionButton>
    )
  }
  if (job.state === 'open' && job.applicants && !is(job.appraiser)) {
    if (!is(job.client)) return <ApplyStep job={job} address={address} />
    return <EmptyState title={t('chooseTitle')}>{t(job.appraiser ? 'chooseWait' : 'chooseOne')}</EmptyState>
  }
  if (job.state === 'open' && !is(job.client)) {
    return (
      <ActionButton
        address={address}
        variant="primary"
        label={t('accept')}
        action={async (c) => (await load()).acceptJob(c, job)}
      >
        {t('acceptText')}
      </ActionButton>
    )
  }
  if (job.state === 'accepted' && is(job.appraiser)) return <ReportForm job={job} address={address} />
  if (job.state === 'submitted' && job.isClientsTurn && !is(job.client)) {
    return <EmptyState title={t('nothingTitle')}>{t('clientsTurn')}</EmptyState>
  }
  if (job.state === 'submitted' && !is(job.appraiser)) {
    return (
      <ReasonAction
        address={address}
        about={String(job.id)}
        variant="danger"
        label={t('challenge')}
        reasonLabel={t('challengeWhy')}
        action={async (c, reasonCid) => (await load()).challengeReport(c, job, reasonCid)}
      >
        {t('challengeText')}
      </ReasonAction>
    )
  }
  if (job.state === 'challenged' && ![job.appraiser, job.client, job.challenge?.challenger].some(is)) {
    return <ReviewStep job={job} address={address} />
  }
  if (job.state === 'paid' && is(job.client) && !job.isRated) return <RateStep job={job} address={address} />
  return <EmptyState title={t('nothingTitle')}>{t(isOver ? 'over' : 'others')}</EmptyState>
}

function ReviewStep({ job, address }: { job: AppraisalJob; address: Address }) {
  const t = useTranslations('job')
  const [verdict, setVerdict] = useState('upheld')
  const isUpheld = verdict === 'upheld'
  return (
    <>
      <div className="max-w-72 px-4">
        <Select
          label={t('verdict')}
          value={verdict}
          onChange={({ target }) => setVerdict(target.value)}
          options={[
            { value: 'upheld', label: t('uphold') },
            { value: 'overturned', label: t('overturn') },
          ]}
        />
      </div>
      <ReasonAction
        address={address}
        about={String(job.id)}
        variant="primary"
        label={t('giveReview')}
        reasonLabel={t('reviewWhy')}
        action={async (c, reasonCid) => (await load()).reviewReport(c, job.id, isUpheld, reasonCid)}
      >
        {t(isUpheld ? 'upholdText' : 'overturnText')}
      </ReasonAction>
    </>
  )
}

function RateStep({ job, address }: { job: AppraisalJob; address: Address }) {
  const t = useTranslations('job')
  const [stars, setStars] = useState('5')
  return (
    <>
      <div className="max-w-60 px-4">
        <StarsSelect value={stars} onChange={setStars} />
      </div>
      <ActionButton
        address={address}
        variant="primary"
        label={t('rate')}
        action={async (c) => (await load()).rateAppraiser(c, job.id, Number(stars), noText)}
      >
        {t('rateText')}
      </ActionButton>
    </>
  )
}
