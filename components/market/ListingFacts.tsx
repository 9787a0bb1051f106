'use client'

import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { formatUnits, zeroHash } from 'viem'
import { oracleFeeds } from '../../lib/appraisal/oracleFeeds.ts'
import type { CheckedListing } from '../../lib/market/checkOpenedRow.ts'
import { Hash } from '../chain/Hash.tsx'
import { TokenAmount } from '../chain/TokenAmount.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { formatDuration } from '../wallet/formatDuration.ts'
import { Price } from './Price.tsx'
import { useFeedFactor } from './useFeedFactor.ts'
import { useKindWords } from './useKindWords.ts'

/** What is sold and on which terms, all of it checked here. */
export function ListingFacts({ checked: { listing, description } }: { checked: CheckedListing }) {
  const t = useTranslations('market')
  const format = useFormatter()
  const locale = useLocale()
  const words = useKindWords()
  const { terms, dataSet } = listing
  const factor = useFeedFactor(terms.feed)
  const { time, place, dictionary, records, bytes, chunks, kind, vehicleClass, plan } = description
  return (
    <>
      <Card>
        <CardHeader title={t('what')} />
        <Facts>
          <Fact name={t('data')}>
            <span className="inline-flex flex-wrap gap-1.5">
              <Badge>{words.dataClass(listing.dataClass)}</Badge>
              {listing.isPrivate && <Badge tone="warn">{t('private')}</Badge>}
              {kind && <Badge>{words.kind(kind)}</Badge>}
              {vehicleClass && <Badge>{words.vehicleClass(vehicleClass)}</Badge>}
            </span>
          </Fact>
          {time && (
            <Fact name={t('coverage')}>
              {format.dateTimeRange(time.fromMs, time.toMs, { dateStyle: 'medium', timeStyle: 'short' })}
            </Fact>
          )}
          {place && <Fact name={t('place')}>{place}</Fact>}
          <Fact name={t('size')}>
            {t('sizes', { records, kib: Math.max(1, Math.round(bytes / 1024)), chunks })}
            {plan.kind === 'windows' && ` · ${t('windows', { length: formatDuration(plan.windowMs / 1000, locale) })}`}
          </Fact>
          {dictionary && (
            <Fact name={t('dictionary')}>
              {dictionary.id} {dictionary.version}
            </Fact>
          )}
          <Fact name={t('owner')}>
            <Hash value={description.owner} kind="address" what={t('owner')} />
          </Fact>
          <Fact name={t('dataSet')}>
            <Hash value={terms.dataSet} what={t('dataSet')} />
          </Fact>
          <Fact name={t('descriptionFile')}>
            <Hash value={dataSet.descriptionCid} what={t('descriptionFile')} />
          </Fact>
        </Facts>
      </Card>
      <Card>
        <CardHeader title={t('terms')} />
        <Facts>
          {terms.feed !== zeroHash && (
            <Fact name={t('follows')} note={t('followsNote')}>
              {oracleFeeds.find(({ id }) => id === terms.feed)?.name ?? terms.feed.slice(0, 12)}
              {factor !== undefined && ` · ${formatUnits(factor, 18)}`}
            </Fact>
          )}
          <Fact name={t('whole')}>
            <Price value={terms.price} token={terms.token} />
          </Fact>
          {terms.chunkPrice > 0n && (
            <Fact name={t('perChunk')}>
              <Price value={terms.chunkPrice} token={terms.token} />
            </Fact>
          )}
          {terms.samplePrice > 0n && (
            <Fact name={t('perSample')}>
              <Price value={terms.samplePrice} token={terms.token} />
            </Fact>
          )}
          <Fact name={t('bond')} note={t('bondNote')}>
            <TokenAmount token={terms.token} value={terms.bond} />
          </Fact>
          <Fact name={t('deliverTime')}>{formatDuration(terms.deliverTime, locale)}</Fact>
          <Fact name={t('disputeTime')}>{formatDuration(terms.disputeTime, locale)}</Fact>
          <Fact name={t('expires')}>{format.dateTime(terms.expiresAt * 1000, { dateStyle: 'long' })}</Fact>
          <Fact name={t('sellerName')}>
            <Hash value={terms.seller} kind="address" what={t('sellerName')} />
          </Fact>
        </Facts>
      </Card>
    </>
  )
}
