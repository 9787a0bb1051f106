'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ActionButton } from './ActionButton.tsx'
import { StarsSelect } from './StarsSelect.tsx'

const noText: Hex = `0x${'00'.repeat(32)}`

/** After a sale each side rates the other, once. */
export function ReviewForm({ sale, address }: { sale: VehicleSale; address: Address }) {
  const t = useTranslations('sale')
  const [stars, setStars] = useState('5')
  const isSeller = sale.terms.seller.toLowerCase() === address.toLowerCase()
  const isDone = isSeller ? sale.status.hasSellerReviewed : sale.status.hasBuyerReviewed
  if (isDone) return <EmptyState title={t('reviewedTitle')}>{t('nothing.over')}</EmptyState>
  return (
    <>
      <div className="max-w-60 px-4">
        <StarsSelect value={stars} onChange={setStars} />
      </div>
      <ActionButton
        address={address}
        variant="primary"
        label={t('review')}
        action={async (context) => {
          const { reviewSale } = await import('../../lib/appraisal/vehicleSale.ts')
          return reviewSale(context, sale.terms, Number(stars), noText)
        }}
      >
        {t('reviewText')}
      </ActionButton>
    </>
  )
}
