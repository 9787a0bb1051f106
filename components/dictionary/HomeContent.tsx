'use client'

import { Combine } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { PageHeader } from '../frame/PageHeader.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { PageLink } from '../ui/PageLink.tsx'
import { DraftsCard } from './DraftsCard.tsx'
import { ProposalsCard } from './ProposalsCard.tsx'
import { ReleasesCard } from './ReleasesCard.tsx'
import { useReleases } from './useReleases.ts'
import { VerifiedMark } from './VerifiedMark.tsx'

/** What is published, what is being decided, and what one is writing oneself. */
export function HomeContent() {
  const t = useTranslations('dictionary')
  const home = useTranslations('dictionaryHome')
  const { proof } = useReleases()
  return (
    <>
      <PageHeader
        title={t('title')}
        tabTitle={t('title')}
        purpose={t('purpose')}
        help="dictionary"
        mark={<VerifiedMark proof={proof} />}
      >
        <PageLink href="/dictionary/data" className={buttonClass({ size: 'sm' })}>
          <Combine aria-hidden className="size-4" />
          {home('data')}
        </PageLink>
      </PageHeader>
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
