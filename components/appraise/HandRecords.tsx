'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { ActionButton } from './ActionButton.tsx'
import { ReadingKeyCard } from './ReadingKeyCard.tsx'
import { useLife } from './useLife.ts'
import { useShareKeys } from './useShareKeys.ts'

/** What is written of the car's life goes over with it: the seller seals the keys of its documents to the buyer. */
export function HandRecords({ sale }: { sale: VehicleSale }) {
  const { connection } = useWallet()
  const { buyer, state } = sale.status
  if (!connection || !buyer || state === 'undone') return null
  const is = (other: Address) => other.toLowerCase() === connection.address.toLowerCase()
  if (is(buyer)) return <ReadingKeyCard connection={connection} />
  return is(sale.terms.seller) ? <ToBuyer sale={sale} buyer={buyer} /> : null
}

function ToBuyer({ sale, buyer }: { sale: VehicleSale; buyer: Address }) {
  const t = useTranslations('handRecords')
  const s = useTranslations('share')
  const { vehicleId, seller } = sale.terms
  const { data: life } = useLife(String(vehicleId))
  const share = useShareKeys(vehicleId)
  const [count, setCount] = useState<number>()
  const records = life?.records.filter(({ cid }) => cid !== '') ?? []
  if (records.length === 0) return null
  return (
    <Card>
      <CardHeader title={t('title')} />
      <ActionButton
        address={seller}
        label={t('seal')}
        action={async (context) => setCount(await share(context, { to: buyer, records }))}
      >
        {t('text')}
      </ActionButton>
      <p role="status" className="px-4 pb-3 text-good text-sm empty:hidden">
        {count !== undefined && s('sealed', { count })}
      </p>
    </Card>
  )
}
