'use client'

import { useTranslations } from 'next-intl'
import { lazy, Suspense } from 'react'
import { useSetUrlState, useUrlState } from '../explorer/useUrlState.ts'
import { PageHeader } from '../frame/PageHeader.tsx'
import english from '../i18n/messages/en/producers.json'
import { Words } from '../i18n/Words.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { ProducerTable } from './ProducerTable.tsx'

const ProducerRing = lazy(async () => ({ default: (await import('../explorer/ProducerRing.tsx')).ProducerRing }))
const VotePanel = lazy(async () => ({ default: (await import('./VotePanel.tsx')).VotePanel }))
const EpochList = lazy(async () => ({ default: (await import('./EpochList.tsx')).EpochList }))
const EvidenceList = lazy(async () => ({ default: (await import('./EvidenceList.tsx')).EvidenceList }))
const CandidacyPanel = lazy(async () => ({ default: (await import('./CandidacyPanel.tsx')).CandidacyPanel }))

/** Who makes the blocks, and how holders of QDT choose them. */
export function ProducersScreen() {
  return (
    <Words english={english}>
      <Producers />
    </Words>
  )
}

function Producers() {
  const t = useTranslations('producers')
  const tab = useUrlState('tab')
  const setUrl = useSetUrlState()
  const tabs = [
    { id: 'list', label: t('tabs.list'), content: <ProducerTable /> },
    { id: 'vote', label: t('tabs.vote'), content: <VotePanel /> },
    { id: 'epochs', label: t('tabs.epochs'), content: <EpochList /> },
    { id: 'evidence', label: t('tabs.evidence'), content: <EvidenceList /> },
    { id: 'stand', label: t('tabs.stand'), content: <CandidacyPanel /> },
  ]
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="explorer" />
      <div className="flex flex-col gap-6">
        <div className="min-h-72">
          <Suspense fallback={<Skeleton className="m-4 w-60" />}>
            <ProducerRing />
          </Suspense>
        </div>
        <Tabs
          label={t('tabsLabel')}
          value={tab}
          onChange={(id) => setUrl({ tab: id })}
          tabs={tabs.map((one) => ({
            ...one,
            content: (
              <div className="pt-4">
                <Suspense fallback={<Skeleton className="m-4 w-60" />}>{one.content}</Suspense>
              </div>
            ),
          }))}
        />
      </div>
    </>
  )
}
