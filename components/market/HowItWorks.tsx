'use client'

import { useTranslations } from 'next-intl'
import { Card } from '../ui/Card.tsx'

/** The whole bargain in three sentences, for who is here for the first time. */
export function HowItWorks() {
  const t = useTranslations('market')
  return (
    <Card className="mb-6 grid grid-cols-3 gap-x-3 gap-y-3 p-4 sm:gap-x-6">
      {(['look', 'pay', 'open'] as const).map((step, i) => (
        <div key={step} className="flex gap-2 sm:gap-3">
          <span aria-hidden className="font-extrabold text-2xl text-accent leading-none tabular">
            {i + 1}
          </span>
          <div>
            <h2 className="font-bold text-sm">{t(`how.${step}.title`)}</h2>
            <p className="hidden text-muted text-sm sm:block">{t(`how.${step}.text`)}</p>
          </div>
        </div>
      ))}
    </Card>
  )
}
