'use client'

import { useTranslations } from 'next-intl'
import { PageHeader } from '../frame/PageHeader.tsx'
import { DraftsCard } from './DraftsCard.tsx'
import { ProposalsCard } from './ProposalsCard.tsx'
import { ReleasesCard } from './ReleasesCard.tsx'
import { useReleases } from './useReleases.ts'
import { VerifiedMark } from './VerifiedMark.tsx'

/** What is published, what is being decided, and what one is writing oneself. */
export function HomeContent() {
  const t = useTranslations('dictionary')
  const { proof } = useReleases()
  return (
    <>
      <PageHeader
        title={t('title')}
        tabTitle={t('title')}
        purpose={t('purpose')}
        help="dictionary"
        mark={<VerifiedMark proof={proof} />}
      />
      <div className="flex flex-col gap-6">
        <ReleasesCard />
        <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-2">
          <ProposalsCard />
          <DraftsCard />
        </div>
      </div>
    </>
  )
}
