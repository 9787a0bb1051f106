'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { ActionButton } from './ActionButton.tsx'

const load = () => import('../../lib/appraisal/vehicleSale.ts')
const lists = {
  fund: ['life', 'price', 'arbitrator'],
  release: ['vin', 'odometer', 'papers', 'keys', 'drive', 'codes'],
} as const

/** What a buyer looks at before money is locked, and before it is let go. Only then the button opens. */
export function HandoverSteps({
  sale,
  address,
  step,
}: {
  sale: VehicleSale
  address: Address
  step: 'fund' | 'release'
}) {
  const t = useTranslations('sale')
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const items = lists[step]
  const tick = (item: string) => {
    const next = new Set(done)
    if (!next.delete(item)) next.add(item)
    setDone(next)
  }
  return (
    <fieldset className="border-line border-b">
      <legend className="px-4 font-semibold text-sm">{t(`${step}List`)}</legend>
      <ul className="px-4 py-2">
        {items.map((item) => (
          <li key={item}>
            <label className="flex min-h-9 items-center gap-3 text-sm pointer-coarse:min-h-11">
              <input
                type="checkbox"
                checked={done.has(item)}
                onChange={() => tick(item)}
                className="size-5 accent-accent"
              />
              {t(`checks.${item}`)}
            </label>
          </li>
        ))}
      </ul>
      <ActionButton
        address={address}
        variant="primary"
        label={t(step)}
        disabled={done.size < items.length}
        action={async (context) => {
          const { fundSale, releaseSale } = await load()
          return step === 'fund' ? fundSale(context, sale.terms) : releaseSale(context, sale.terms)
        }}
      >
        {t(`${step}Text`)}
      </ActionButton>
    </fieldset>
  )
}
