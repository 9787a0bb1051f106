'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryState } from '../explorer/QueryState.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { AppraiseTabs } from './AppraiseTabs.tsx'
import { FindCar } from './FindCar.tsx'
import { StatedForm } from './StatedForm.tsx'
import { type Stated, statedEvidence } from './statedEvidence.ts'
import { ValuationCard } from './ValuationCard.tsx'

/** What a car is worth: of one with a Credit ID from its records, of any other from what its owner tells. */
export function AppraiseScreen() {
  const t = useTranslations('appraise')
  const [stated, setStated] = useState<Stated>()
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="appraise" />
      <AppraiseTabs page="value" />
      <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[2fr_3fr]">
        <div className="flex flex-col gap-6">
          <FindCar />
          <StatedForm onStated={setStated} />
        </div>
        {stated ? <StatedValue stated={stated} /> : <HowItWorks />}
      </div>
    </>
  )
}

function StatedValue({ stated }: { stated: Stated }) {
  const query = useChainQuery({
    queryKey: ['newPrice', stated.model.id],
    queryFn: async (client) => {
      const { readNewPrice } = await import('../../lib/appraisal/readOracle.ts')
      return { price: await readNewPrice(client, stated.model.id), now: Math.floor(Date.now() / 1_000) }
    },
    staleTime: 60_000,
  })
  return (
    <QueryState query={query} rows={8}>
      {({ price, now }) => <ValuationCard evidence={statedEvidence(stated, price, now)} />}
    </QueryState>
  )
}

function HowItWorks() {
  const t = useTranslations('appraise')
  return (
    <section className="rounded-lg border border-line border-dashed p-4 text-sm">
      <h2 className="mb-2 font-bold text-base">{t('howTitle')}</h2>
      <ul className="flex max-w-prose list-disc flex-col gap-2 pl-5 text-muted">
        <li>{t('how1')}</li>
        <li>{t('how2')}</li>
        <li>{t('how3')}</li>
      </ul>
    </section>
  )
}
