'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Purchase } from '../../lib/market/readPurchase.ts'
import { Hash } from '../chain/Hash.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import english from '../i18n/messages/en/market.json'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Price } from './Price.tsx'

type Known = keyof typeof english.market.events

/** Every step of the order with its transaction. */
export function Receipt({ purchase }: { purchase: Purchase }) {
  const t = useTranslations('market')
  const format = useFormatter()
  const { id, order, terms, events } = purchase
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
        {events.map(({ name, transaction, time, amount }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: events only ever are added at the end
          <Fact key={i} name={name in english.market.events ? t(`events.${name as Known}`) : name}>
            <span className="flex flex-wrap gap-x-4">
              <span>{format.dateTime(time * 1000, { dateStyle: 'medium', timeStyle: 'medium' })}</span>
              {amount !== null && <Price value={BigInt(amount)} token={terms.token} />}
              <ExplorerLink kind="tx" id={transaction}>
                {shortenHex(transaction, 8, 6)}
              </ExplorerLink>
            </span>
          </Fact>
        ))}
      </Facts>
    </Card>
  )
}
