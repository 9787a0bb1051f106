'use client'

import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useSigning } from '../data/useSigning.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { ActionButton } from './ActionButton.tsx'

/** Somebody who does not own the car lets its owner seal records to them: their reading key is published, once for all cars. */
export function ReadingKeyCard({ connection }: { connection: WalletConnection }) {
  const t = useTranslations('readingKey')
  const { address } = connection
  const { seed } = useSigning(connection)
  const { data: isPublished } = useChainQuery({
    queryKey: ['readingKey', address],
    queryFn: async (client) => {
      const { readReadingKey } = await import('../../lib/appraisal/readingKey.ts')
      return (await readReadingKey(client, address)) !== undefined
    },
  })
  if (isPublished === undefined) return null
  return (
    <Card>
      <CardHeader title={t('title')} />
      {isPublished ? (
        <p className="flex max-w-prose gap-2 p-4 text-sm">
          <KeyRound aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
          {t('published')}
        </p>
      ) : (
        <ActionButton
          address={address}
          label={t('publish')}
          action={async (context) => {
            const { deriveAccountKey, publishReadingKey } = await import('../../lib/appraisal/readingKey.ts')
            await publishReadingKey(context, await deriveAccountKey(await seed()))
          }}
        >
          {t('text')}
        </ActionButton>
      )}
    </Card>
  )
}
