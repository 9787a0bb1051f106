'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { CoarsePlace } from '../../lib/appraisal/coarsePlace.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { ActionButton } from './ActionButton.tsx'
import { formatPlace } from './formatPlace.ts'
import { PlaceFields } from './PlaceFields.tsx'

/** An appraiser says roughly where they work, or no longer; nobody else sees this card. */
export function PlaceCard() {
  const { connection } = useWallet()
  return connection ? <Place key={connection.address} connection={connection} /> : null
}

function Place({ connection: { address } }: { connection: WalletConnection }) {
  const t = useTranslations('place')
  const [place, setPlace] = useState<CoarsePlace>()
  const { data } = useChainQuery({
    queryKey: ['appraiserPlace', address],
    queryFn: async (client) => {
      const [{ readHolder }, { readPlace }] = await Promise.all([
        import('../../lib/appraisal/readRoleHolders.ts'),
        import('../../lib/appraisal/coarsePlace.ts'),
      ])
      return { holder: await readHolder(client, 'appraiser', address), place: await readPlace(client, address) }
    },
  })
  if (!data?.holder) return null
  const publish = (next: CoarsePlace | undefined) => async (context: ChainContext) => {
    const { publishPlace } = await import('../../lib/appraisal/coarsePlace.ts')
    await publishPlace(context, next)
  }
  return (
    <Card>
      <CardHeader title={t('title')} note={data.place ? t('at', formatPlace(data.place)) : t('nowhere')} />
      <div className="px-4 pt-3">
        <PlaceFields onChange={setPlace} />
      </div>
      <ActionButton address={address} label={t('publish')} disabled={!place} action={publish(place)}>
        {t('text')}
      </ActionButton>
      {data.place && (
        <ActionButton address={address} label={t('withdraw')} action={publish(undefined)}>
          {t('withdrawText')}
        </ActionButton>
      )}
    </Card>
  )
}
