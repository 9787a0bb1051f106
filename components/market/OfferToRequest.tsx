'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { RequestRow } from '../../lib/market/OrderRow.ts'
import { Button } from '../ui/Button.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Select } from '../ui/Select.tsx'
import { useTask } from '../wallet/useTask.ts'
import { Failure } from './Failure.tsx'
import { useMarket } from './MarketProvider.tsx'

/** A seller answers a request by hand, with one of the listings that are open. */
export function OfferToRequest({ row, seller }: { row: RequestRow; seller: Address }) {
  const t = useTranslations('requests')
  const market = useMarket()
  const queries = useQueryClient()
  const { busy, error, run } = useTask()
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const mine = useQuery({
    queryKey: ['offerable', seller, row.token],
    queryFn: async () => {
      const filter = { seller: seller.toLowerCase(), token: row.token }
      return (await (await market.api())?.searchListings(filter, { limit: 100 })) ?? null
    },
    enabled: isOpen,
  })
  const listings = mine.data?.rows ?? []
  const listing = chosen ?? listings[0]?.id
  const offer = () =>
    run(async () => {
      const [{ offerListing }, actor] = await Promise.all([import('../../lib/market/requests.ts'), market.actor()])
      await offerListing(await actor.context(), BigInt(row.id), listing as Hex)
      setOpen(false)
      await queries.invalidateQueries({ queryKey: ['requests'] })
    })
  if (!isOpen) {
    return (
      <Button size="sm" onClick={() => setOpen(true)} className="self-start">
        {t('offerMine')}
      </Button>
    )
  }
  return (
    <div className="flex flex-wrap items-end gap-3">
      {mine.data && listings.length === 0 ? (
        <p className="text-sm">
          {t('nothingToOffer')}{' '}
          <PageLink href="/sell" className="link">
            {t('toSell')}
          </PageLink>
        </p>
      ) : (
        <>
          <Select
            label={t('offerWhich')}
            value={listing ?? ''}
            onChange={({ target }) => setChosen(target.value)}
            options={listings.map(({ id, title }) => ({ value: id, label: title ?? id.slice(0, 12) }))}
            className="min-w-56"
          />
          <Button size="sm" variant="primary" busy={busy} disabled={!listing} onClick={offer}>
            {t('offerIt')}
          </Button>
        </>
      )}
      <Button size="sm" variant="quiet" onClick={() => setOpen(false)}>
        {t('notNow')}
      </Button>
      <Failure error={error ?? mine.error} />
    </div>
  )
}
