'use client'

import { useTranslations } from 'next-intl'
import { PageHeader } from '../frame/PageHeader.tsx'
import { Card } from '../ui/Card.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { ConvertPanel } from './ConvertPanel.tsx'
import { JoinPanel } from './JoinPanel.tsx'
import { QueryFailure } from './QueryFailure.tsx'
import { useReleases } from './useReleases.ts'
import { VerifiedMark } from './VerifiedMark.tsx'

/** What one can do with data and dictionaries: convert it, or join several sets into a new one. */
export function DataContent() {
  const t = useTranslations('dictionaryData')
  const query = useReleases()
  return (
    <>
      <PageHeader
        title={t('title')}
        tabTitle={t('title')}
        purpose={t('purpose')}
        help="dictionary"
        mark={<VerifiedMark proof={query.proof} />}
      />
      {!query.data ? (
        <QueryFailure query={query} rows={6} />
      ) : (
        <Card>
          <Tabs
            label={t('parts')}
            tabs={[
              { id: 'convert', label: t('convert'), content: <ConvertPanel releases={query.data} /> },
              { id: 'join', label: t('join'), content: <JoinPanel releases={query.data} /> },
            ]}
          />
        </Card>
      )}
    </>
  )
}
