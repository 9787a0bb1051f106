'use client'

import { useTranslations } from 'next-intl'
import type { Purchase } from '../../lib/market/readPurchase.ts'
import { Hash } from '../chain/Hash.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { OrderEvents } from './OrderEvents.tsx'
import { Price } from './Price.tsx'

/** Every step of the order with its transaction. */
export function Receipt({ purchase }: { purchase: Purchase }) {
  const t = useTranslations('market')
  const { id, order, terms } = purchase
  return (
    <Card>
      <CardHeader title={t('receipt')} />
      <Facts>
        <Fact name={t('order')}>
          <Hash value={id} what={t('order')} />
        </Fact>
        <Fact name={t('paid')}>
          <Price value={order.price} token={terms.token} />
        </Fact>
        <Fact name={t('buyer')}>
          <Hash value={order.buyer} kind="address" what={t('buyer')} />
        </Fact>
        <Fact name={t('sellerName')}>
          <Hash value={terms.seller} kind="address" what={t('sellerName')} />
        </Fact>
        <Fact name={t('amountBought')}>
          {order.samples > 0
            ? t('boughtSamples', { count: order.samples })
            : t('boughtRange', { from: order.from + 1, to: order.to, total: terms.chunks })}
        </Fact>
        <OrderEvents purchase={purchase} />
      </Facts>
    </Card>
  )
}
