'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { SaleEvent, VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { Hash } from '../chain/Hash.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Badge } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { isReserved } from './isReserved.ts'
import { Money } from './Money.tsx'
import { OtherOffers } from './OtherOffers.tsx'
import { ReasonText } from './ReasonText.tsx'
import { saleTones } from './SaleList.tsx'

/** The terms of a sale and what has happened. */
export function SaleCard({ sale, shield }: { sale: VehicleSale; shield: ReactNode }) {
  const t = useTranslations('sale')
  const format = useFormatter()
  const { terms, status, events } = sale
  const span = (seconds: number) =>
    seconds % 86_400 === 0 ? t('days', { count: seconds / 86_400 }) : t('hours', { count: Math.round(seconds / 3_600) })
  return (
    <Card>
      <CardHeader
        title={t('terms')}
        note={<Badge tone={saleTones[status.state]}>{t(`states.${status.state}`)}</Badge>}
        action={shield}
      />
      <Facts>
        <Fact name={t('vehicle')}>
          <PageLink href={`/vehicle?id=${terms.vehicleId}`} className="font-semibold text-accent underline">
            {t('vehicleId', { id: String(terms.vehicleId) })}
          </PageLink>
        </Fact>
        <Fact name={t('price')}>
          <Money value={terms.price} token={terms.token} />
        </Fact>
        <Fact name={t('seller')}>
          <Hash value={terms.seller} kind="address" what={t('seller')} />
        </Fact>
        {!status.buyer && isReserved(terms) && (
          <Fact name={t('onlyFor')}>
            <Hash value={terms.buyer} kind="address" what={t('onlyFor')} />
          </Fact>
        )}
        {status.buyer && (
          <Fact name={t('buyer')}>
            <Hash value={status.buyer} kind="address" what={t('buyer')} />
          </Fact>
        )}
        <Fact name={t('arbitrator')}>
          <Hash value={terms.arbitrator} kind="address" what={t('arbitrator')} />
        </Fact>
        <Fact name={t('arbitratorFee')}>
          <Money value={terms.arbitratorFee} token={terms.token} />
        </Fact>
        <Fact name={t('handoverTime')}>{span(terms.handoverTime)}</Fact>
        <Fact name={t('decisionTime')}>{span(terms.decisionTime)}</Fact>
        {status.state === 'open' && (
          <Fact name={t('expiresAt')}>
            {format.dateTime(Number(terms.expiresAt) * 1_000, { dateStyle: 'medium', timeStyle: 'short' })}
          </Fact>
        )}
        {status.deadline > 0 && (
          <Fact name={t('deadline')}>
            {format.dateTime(status.deadline * 1_000, { dateStyle: 'medium', timeStyle: 'short' })}
          </Fact>
        )}
      </Facts>
      <OtherOffers sale={sale} />
      <h3 className="border-line border-t px-4 pt-3 font-semibold text-sm">{t('happened')}</h3>
      <ol className="flex flex-col gap-1 px-4 pt-1 pb-4 text-sm">
        {events.map((event) => (
          <li key={`${event.transaction} ${event.name}`} className="flex flex-wrap items-baseline gap-x-2">
            <EventWords event={event} token={terms.token} />
            {event.name === 'Reviewed' && <Reward event={event} />}
            <ExplorerLink kind="tx" id={event.transaction}>
              {shortenHex(event.transaction, 8, 6)}
            </ExplorerLink>
            {typeof event.args.reasonCid === 'string' && <ReasonText cid={event.args.reasonCid} about={sale.id} />}
          </li>
        ))}
      </ol>
    </Card>
  )
}

function EventWords({ event, token }: { event: SaleEvent; token: `0x${string}` }) {
  const t = useTranslations('sale')
  const amount = event.args.price ?? event.args.toSeller
  const isWords = event.name === 'Bid' && amount === 0n
  const name = isWords ? 'Message' : (event.name as KnownEvent)
  return (
    <span className="font-semibold">
      {t(`events.${name}`)} {typeof amount === 'bigint' && !isWords && <Money value={amount} token={token} />}
    </span>
  )
}

/** What a review has earned, as its receipt says. */
function Reward({ event: { transaction, args } }: { event: SaleEvent }) {
  const t = useTranslations('sale')
  const query = useChainQuery({
    queryKey: ['saleReward', transaction],
    queryFn: async (client) => {
      const { readReward } = await import('../../lib/appraisal/vehicleSale.ts')
      return readReward(client, transaction, args.by as Address)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (query.data === undefined) return null
  return query.data === 0n ? (
    <span className="text-muted">{t('noReward')}</span>
  ) : (
    <Badge tone="good">
      {t('earned')} <Money value={query.data} token={systemContracts.auc} />
    </Badge>
  )
}

type KnownEvent =
  | 'Offered'
  | 'Withdrawn'
  | 'Bid'
  | 'Funded'
  | 'Proposed'
  | 'Disputed'
  | 'Awarded'
  | 'Released'
  | 'Undone'
  | 'Reviewed'
