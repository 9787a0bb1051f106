'use client'

import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import { stageOf } from '../../lib/dataset/DataSetRecord.ts'
import { useRecords } from '../data/useRecords.ts'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'

/** The sealed data sets of this browser that lie on storage nodes: what can be put on the market. */
export function Sellable({ owner }: { owner: Address }) {
  const t = useTranslations('sell')
  const query = useRecords()
  const mine = query.data?.filter((record) => record.owner.toLowerCase() === owner.toLowerCase())
  const ready = mine?.filter((record) => stageOf(record) === 'stored')
  const action = (
    <PageLink href="/data/new" className={buttonClass({ variant: 'primary', size: 'sm' })}>
      {t('seal')}
    </PageLink>
  )
  return (
    <Card>
      <CardHeader title={t('sellable')} note={t('sellableNote')} action={action} />
      {!ready ? (
        <div className="p-4">{query.error ? t('noRecords') : <Skeleton className="w-1/2" />}</div>
      ) : ready.length === 0 ? (
        <EmptyState title={t('nothingSealed')}>
          {mine && mine.length > 0 ? t('notStored') : t('nothingSealedText')}
        </EmptyState>
      ) : (
        <ul>
          {ready.map(({ id, choices, file }) => (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-3 border-line border-b px-4 py-3 last:border-b-0"
            >
              <span className="min-w-0">
                <bdi className="font-bold">{choices.title}</bdi> <span className="text-muted text-sm">{file.name}</span>
              </span>
              <PageLink href={`/sell/offer?id=${id}`} className={buttonClass({ size: 'sm' })}>
                {t('sellIt')}
              </PageLink>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
