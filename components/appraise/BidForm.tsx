'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { ActionButton } from './ActionButton.tsx'
import { DollarInput, toUnits } from './DollarInput.tsx'

/** Answers an offer with another price. */
export function BidForm({ sale, address }: { sale: VehicleSale; address: Address }) {
  const t = useTranslations('sale')
  const [price, setPrice] = useState('')
  const units = toUnits(price)
  return (
    <div className="pt-3">
      <div className="max-w-60 px-4">
        <DollarInput label={t('bidPrice')} value={price} onChange={setPrice} />
      </div>
      <ActionButton
        address={address}
        label={t('bid')}
        disabled={units === undefined}
        action={async (context) => {
          const { bidOnSale } = await import('../../lib/appraisal/vehicleSale.ts')
          return bidOnSale(context, sale.terms, units!)
        }}
      >
        {t('bidText')}
      </ActionButton>
    </div>
  )
}
