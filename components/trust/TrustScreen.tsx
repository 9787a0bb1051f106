'use client'

import { useTranslations } from 'next-intl'
import { PageHeader } from '../frame/PageHeader.tsx'
import trustWords from '../i18n/messages/en/trust.json'
import { Words } from '../i18n/Words.tsx'
import { BeliefCard } from './BeliefCard.tsx'
import { EvidenceCard } from './EvidenceCard.tsx'
import { ServersCard } from './ServersCard.tsx'

/** What this browser believes and why, which servers it asks, and what it has caught. */
export function TrustScreen() {
  return (
    <Words english={trustWords}>
      <Screen />
    </Words>
  )
}

function Screen() {
  const t = useTranslations('trust')
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="trust" />
      <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-2">
        <BeliefCard />
        <div className="flex flex-col gap-6">
          <ServersCard />
          <EvidenceCard />
        </div>
      </div>
    </>
  )
}
