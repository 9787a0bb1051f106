'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { useTokenUnit } from '../chain/useTokenUnit.ts'
import { Select } from '../ui/Select.tsx'
import { ActionButton } from './ActionButton.tsx'
import { DollarInput, toUnits } from './DollarInput.tsx'

/** Proposes how to end a sale; it ends that way when the other side proposes the same. */
export function SplitForm({ sale, address }: { sale: VehicleSale; address: Address }) {
  const t = useTranslations('sale')
  const [toSeller, setToSeller] = useState('')
  const [car, setCar] = useState('seller')
  const unit = useTokenUnit(sale.terms.token)
  const decimals = unit?.decimals ?? 0
  const units = unit === undefined ? undefined : toUnits(toSeller, decimals)
  return (
    <div className="border-line border-b pt-3">
      <div className="grid gap-x-4 px-4 sm:grid-cols-2">
        <DollarInput
          label={t('toSeller', { unit: unit?.symbol ?? '' })}
          value={toSeller}
          onChange={setToSeller}
          max={Number(sale.terms.price / 10n ** BigInt(decimals))}
        />
        <Select
          label={t('carTo')}
          value={car}
          onChange={({ target }) => setCar(target.value)}
          options={(['seller', 'buyer'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <ActionButton
        address={address}
        label={t('propose')}
        disabled={units === undefined || units > sale.terms.price}
        action={async (context) => {
          const { proposeOutcome } = await import('../../lib/appraisal/vehicleSale.ts')
          return proposeOutcome(context, sale.terms, units!, car === 'buyer')
        }}
      >
        {t('proposeText')}
      </ActionButton>
    </div>
  )
}
