'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Step, Valuation } from '../../lib/appraisal/valueVehicle.ts'
import { Both } from '../i18n/Both.tsx'
import { cx } from '../ui/cx.ts'
import { formatUsd } from './formatUsd.ts'
import { stepWords } from './stepWords.ts'

type Bar = {
  id: string
  name: ReactNode
  reason: ReactNode
  from: number
  to: number
  amount: string
  isTotal: boolean
}

/** From the new price to the value, a bar for each reason. Read as a list, it says the same in words. */
export function Waterfall({ valuation }: { valuation: Valuation }) {
  const t = useTranslations('valuation')
  const bars = useBars(valuation)
  const top = Math.max(...bars.map(({ from, to }) => Math.max(from, to)))
  return (
    <ol aria-label={t('waterfall')} className="flex flex-col gap-3 p-4">
      {bars.map((bar) => (
        <li key={bar.id} className="grid break-inside-avoid gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
          <div className="min-w-0">
            <div className="flex items-baseline justify-between gap-3">
              <span className={cx('text-sm', bar.isTotal ? 'font-bold' : 'font-semibold')}>{bar.name}</span>
              <span className={cx('text-sm tabular', bar.isTotal && 'font-bold')}>{bar.amount}</span>
            </div>
            <p className="text-muted text-sm">{bar.reason}</p>
          </div>
          <div aria-hidden className="relative h-5 self-start rounded-sm bg-sunken sm:mt-0.5">
            <span
              className={cx(
                'absolute inset-y-0 rounded-sm',
                bar.isTotal ? 'bg-accent' : bar.to < bar.from ? 'bg-bad' : 'bg-good',
              )}
              style={placeBar(bar, top)}
            />
          </div>
        </li>
      ))}
    </ol>
  )
}

function placeBar({ from, to }: Bar, top: number) {
  const [low, high] = from < to ? [from, to] : [to, from]
  return { left: `${(100 * low) / top}%`, width: `max(2px, ${(100 * (high - low)) / top}%)` }
}

function useBars({ newPriceUsd, valueUsd, steps }: Valuation): Bar[] {
  const locale = useLocale()
  let reached = newPriceUsd
  const reasons = steps.map((step: Step): Bar => {
    const from = reached
    reached += step.amountUsd
    return {
      id: step.id,
      name: <Both of="valuation">{(t) => t(`steps.${step.id}`)}</Both>,
      reason: (
        <Both of="valuation" look="beneath">
          {(t, format) => stepWords({ t, format }, step)}
        </Both>
      ),
      from,
      to: reached,
      amount: formatUsd(step.amountUsd, locale, { sign: true }),
      isTotal: false,
    }
  })
  const total = (id: 'newPrice' | 'value', amount: number): Bar => ({
    id,
    name: <Both of="valuation">{(t) => t(id)}</Both>,
    reason: (
      <Both of="valuation" look="beneath">
        {(t) => t(`${id}Reason`)}
      </Both>
    ),
    from: 0,
    to: amount,
    amount: formatUsd(amount, locale),
    isTotal: true,
  })
  return [total('newPrice', newPriceUsd), ...reasons, total('value', valueUsd)]
}
