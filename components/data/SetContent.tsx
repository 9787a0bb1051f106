'use client'

import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Suspense } from 'react'
import { QueryState } from '../explorer/QueryState.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import { WalletWaiting } from '../wallet/WalletWaiting.tsx'
import { DataSetView } from './DataSetView.tsx'
import { useRecord } from './useRecords.ts'

export function SetContent() {
  return (
    <Suspense fallback={<WalletWaiting />}>
      <Found />
    </Suspense>
  )
}

function Found() {
  const id = useSearchParams().get('id') ?? ''
  const query = useRecord(id)
  if (query.data === null) return <Unknown />
  return (
    <WalletGate>
      {(connection) => (
        <QueryState query={query} rows={6}>
          {(record) => <DataSetView record={record} connection={connection} />}
        </QueryState>
      )}
    </WalletGate>
  )
}

function Unknown() {
  const t = useTranslations('data')
  return (
    <Card>
      <EmptyState
        title={t('unknownTitle')}
        action={
          <PageLink href="/data" className={buttonClass({})}>
            {t('back')}
          </PageLink>
        }
      >
        {t('unknown')}
      </EmptyState>
    </Card>
  )
}
