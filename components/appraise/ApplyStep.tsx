'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { AppraisalJob } from '../../lib/appraisal/appraisalJob.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { ActionButton } from './ActionButton.tsx'
import { useDesk } from './useDesk.ts'

/** An appraiser applies for a job, with a few words or without; whoever is none reads who does. */
export function ApplyStep({ job, address }: { job: AppraisalJob; address: Address }) {
  const t = useTranslations('applicants')
  const { data: isAppraiser } = useChainQuery({
    queryKey: ['isAppraiser', address],
    queryFn: async (client) => {
      const { readHolder } = await import('../../lib/appraisal/readRoleHolders.ts')
      return (await readHolder(client, 'appraiser', address)) !== undefined
    },
  })
  if (isAppraiser === undefined) return <Skeleton className="m-4 h-10" />
  if (!isAppraiser) return <EmptyState title={t('openTitle')}>{t('open')}</EmptyState>
  if (job.applicants?.some((applicant) => applicant.toLowerCase() === address.toLowerCase())) {
    return <EmptyState title={t('sentTitle')}>{t(job.appraiser ? 'otherChosen' : 'sent')}</EmptyState>
  }
  return <ApplyForm id={job.id} address={address} />
}

function ApplyForm({ id, address }: { id: bigint; address: Address }) {
  const t = useTranslations('applicants')
  const r = useTranslations('reason')
  const desk = useDesk()
  const [words, setWords] = useState('')
  const text = words.trim()
  return (
    <>
      <div className="px-4 pt-3">
        <TextArea
          label={t('words')}
          hint={r('hint')}
          rows={2}
          maxLength={1_000}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      </div>
      <ActionButton
        address={address}
        variant="primary"
        label={t('apply')}
        action={async (context) => {
          const [{ keeper }, { applyForJob }, { formatReason }] = await Promise.all([
            desk(context),
            import('../../lib/appraisal/appraisalJob.ts'),
            import('../../lib/appraisal/reasonDocument.ts'),
          ])
          const note = () => formatReason({ format: 'qoodblock.reason', version: 1, about: String(id), text })
          await applyForJob(context, id, text === '' ? '' : await keeper.keep(note(), 'Application'))
        }}
      >
        {t('applyText')}
      </ActionButton>
    </>
  )
}
