'use client'

import { useTranslations } from 'next-intl'
import { useQueryId } from '../appraise/useQueryId.ts'
import { useRecord } from '../data/useRecords.ts'
import { QueryState } from '../explorer/QueryState.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import { OfferForm } from './OfferForm.tsx'
import { SellTabs } from './SellTabs.tsx'

/** Puts one stored data set on the market. */
export function OfferScreen() {
  const t = useTranslations('sell')
  const query = useRecord(useQueryId())
  const title = query.data?.choices.title ?? t('offer')
  return (
    <>
      <PageHeader title={title} tabTitle={title} purpose={t('offerPurpose')} help="market" />
      <SellTabs page={undefined} />
      {query.data === null ? (
        <Card>
          <EmptyState title={t('unknown')}>{t('unknownText')}</EmptyState>
        </Card>
      ) : (
        <WalletGate>
          {(connection) => (
            <QueryState query={query as never} rows={5}>
              {(record: NonNullable<typeof query.data>) => <OfferForm record={record} connection={connection} />}
            </QueryState>
          )}
        </WalletGate>
      )}
    </>
  )
}
