'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { AppraisalReport } from '../../lib/appraisal/appraisalReport.ts'
import type { SaleOffer } from '../../lib/appraisal/saleOffer.ts'
import type { VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import { Hash } from '../chain/Hash.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
import { Badge } from '../ui/Badge.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { formatUsd } from './formatUsd.ts'
import { PhotoList } from './PhotoList.tsx'
import { useSaleOffer } from './useSaleOffer.ts'

/** What the seller says and the report that comes with it: both are bound by the terms. */
export function OfferCard({ sale }: { sale: VehicleSale }) {
  const t = useTranslations('saleOffer')
  const query = useSaleOffer(sale)
  if (query.data === null) {
    return (
      <Card>
        <CardHeader title={t('title')} />
        <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>
      </Card>
    )
  }
  return (
    <QueryState query={query} rows={4}>
      {(found) => (
        <Card>
          <CardHeader title={t('title')} action={<Badge tone="good">{t('bound')}</Badge>} />
          <Offer {...found} />
        </Card>
      )}
    </QueryState>
  )
}

function Offer({ offer, report }: { offer: SaleOffer; report: AppraisalReport }) {
  const t = useTranslations('saleOffer')
  const { words, place, photos = [] } = offer
  return (
    <>
      <Report offer={offer} report={report} />
      {(words || place || photos.length > 0) && (
        <div className="flex flex-col gap-3 border-line border-t p-4 text-sm">
          {words && <p className="max-w-prose whitespace-pre-line">{words}</p>}
          {place && (
            <p>
              <span className="text-muted">{t('place')}</span> {place}
            </p>
          )}
          <PhotoList photos={photos} />
        </div>
      )}
    </>
  )
}

function Report({ offer, report }: { offer: SaleOffer; report: AppraisalReport }) {
  const t = useTranslations('saleOffer')
  const locale = useLocale()
  const { inspection, valuation, author } = report
  const price = inspection?.priceUsd ?? valuation?.valueUsd
  const source = inspection ? 'byAppraiser' : author === offer.seller ? 'bySeller' : 'byOther'
  return (
    <div className="flex flex-col items-start gap-2 p-4">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-extrabold text-2xl tabular">
          {price === undefined ? t('noPrice') : formatUsd(price, locale)}
        </span>
        <span className="text-muted text-sm">{t(source)}</span>
      </p>
      <p className="flex flex-wrap items-center gap-x-1 text-muted text-sm">
        {t('signedBy')} <Hash value={author} kind="address" what={t('signedBy')} />
      </p>
      <PageLink href={`/report?cid=${offer.report}`} className={buttonClass({ variant: 'secondary' })}>
        {t('read')}
      </PageLink>
    </div>
  )
}
