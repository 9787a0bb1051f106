'use client'

import { Download } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import type { VehicleEvidence } from '../../lib/appraisal/VehicleEvidence.ts'
import type { Valuation } from '../../lib/appraisal/valueVehicle.ts'
import { QueryState } from '../explorer/QueryState.tsx'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { formatUsd } from './formatUsd.ts'
import { saveFile } from './saveFile.ts'
import { useValuation } from './useValuation.ts'
import { Waterfall } from './Waterfall.tsx'

const tones: Record<Valuation['confidence'], Tone> = { high: 'good', medium: 'warn', low: 'bad' }

/** What a car is worth by its evidence: the range, the reasons, and what is not known. */
export function ValuationCard({ evidence }: { evidence: VehicleEvidence }) {
  const query = useValuation(evidence)
  return (
    <QueryState query={query} rows={8}>
      {(valuation) => <Result valuation={valuation} evidence={evidence} />}
    </QueryState>
  )
}

function Result({ valuation, evidence }: { valuation: Valuation; evidence: VehicleEvidence }) {
  const t = useTranslations('valuation')
  const save = () => saveFile(JSON.stringify({ evidence, valuation }, null, 2), 'application/json', 'valuation.json')
  return (
    <Card>
      <CardHeader
        title={t('title')}
        note={t('model', { version: valuation.modelVersion })}
        action={
          <Button size="sm" variant="quiet" onClick={save}>
            <Download aria-hidden className="size-4" />
            {t('save')}
          </Button>
        }
      />
      <Headline valuation={valuation} />
      <IndexNote evidence={evidence} />
      <Waterfall valuation={valuation} />
      <Doubts valuation={valuation} />
    </Card>
  )
}

function Headline({ valuation }: { valuation: Valuation }) {
  const t = useTranslations('valuation')
  const locale = useLocale()
  const { valueUsd, lowUsd, highUsd, confidence } = valuation
  const place = highUsd > lowUsd ? (100 * (valueUsd - lowUsd)) / (highUsd - lowUsd) : 50
  return (
    <div className="flex flex-col gap-3 border-line border-b p-4">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <output className="font-extrabold text-3xl tabular tracking-tight">{formatUsd(valueUsd, locale)}</output>
        <Badge tone={tones[confidence]}>{t(`confidence.${confidence}`)}</Badge>
      </div>
      <div className="max-w-md">
        <div aria-hidden className="relative h-2 rounded-sm bg-accent-soft">
          <span className="absolute inset-y-0 w-1 -translate-x-1/2 bg-accent" style={{ left: `${place}%` }} />
        </div>
        <div className="mt-1 flex justify-between text-muted text-sm tabular">
          <span>{formatUsd(lowUsd, locale)}</span>
          <span>{formatUsd(highUsd, locale)}</span>
        </div>
      </div>
      <p className="max-w-prose text-muted text-sm">{t('range')}</p>
    </div>
  )
}

/** When the price of the new car has moved, every value of the model has moved with it. */
function IndexNote({ evidence: { newPriceUsd, newPriceUsdAtBase } }: { evidence: VehicleEvidence }) {
  const t = useTranslations('valuation')
  const locale = useLocale()
  if (newPriceUsdAtBase === undefined || newPriceUsdAtBase === newPriceUsd) return null
  const change = newPriceUsd / newPriceUsdAtBase - 1
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  })
  const values = {
    change: percent.format(change),
    before: formatUsd(newPriceUsdAtBase, locale),
    now: formatUsd(newPriceUsd, locale),
  }
  return <p className="border-line border-b px-4 py-3 text-sm">{t('index', values)}</p>
}

function Doubts({ valuation: { doubts } }: { valuation: Valuation }) {
  const t = useTranslations('valuation')
  return (
    <div className="border-line border-t px-4 py-3 text-sm">
      <h3 className="font-semibold">{t('doubtsTitle')}</h3>
      {doubts.length === 0 ? (
        <p className="text-muted">{t('noDoubts')}</p>
      ) : (
        <ul className="mt-1 list-disc pl-5 text-muted">
          {doubts.map((id) => (
            <li key={id}>{t(`doubts.${id}`)}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
