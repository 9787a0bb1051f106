'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { useTokenUnit } from '../chain/useTokenUnit.ts'
import { Select } from '../ui/Select.tsx'
import { DollarInput, toUnits } from './DollarInput.tsx'
import { ReasonAction } from './ReasonAction.tsx'

/** The arbitrator decides: who has the car, and how the price less the fee is divided. */
export function AwardForm({ sale, address }: { sale: VehicleSale; address: Address }) {
  const t = useTranslations('sale')
  const [toSeller, setToSeller] = useState('')
  const [car, setCar] = useState('buyer')
  const unit = useTokenUnit(sale.terms.token)
  const decimals = unit?.decimals ?? 0
  const units = unit === undefined ? undefined : toUnits(toSeller, decimals)
  const most = sale.terms.price - sale.terms.arbitratorFee
  return (
    <>
      <div className="grid gap-x-4 px-4 sm:grid-cols-2">
        <DollarInput
          label={t('toSeller', { unit: unit?.symbol ?? '' })}
          value={toSeller}
          onChange={setToSeller}
          max={Number(most / 10n ** BigInt(decimals))}
        />
        <Select
          label={t('carTo')}
          value={car}
          onChange={({ target }) => setCar(target.value)}
          options={(['buyer', 'seller'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <ReasonAction
        address={address}
        about={sale.id}
        variant="primary"
        label={t('award')}
        reasonLabel={t('awardWhy')}
        disabled={units === undefined || units > most}
        action={async (context, reasonCid) => {
          const { awardSale } = await import('../../lib/appraisal/vehicleSale.ts')
          return awardSale(context, sale.terms, { toSeller: units!, vehicleToBuyer: car === 'buyer', reasonCid })
        }}
      >
        {t('awardText')}
      </ReasonAction>
    </>
  )
}
