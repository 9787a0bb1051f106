'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import type { RequestRow } from '../../lib/market/OrderRow.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useTask } from '../wallet/useTask.ts'
import { useWalletView } from '../wallet/WalletProvider.tsx'
import { Failure } from './Failure.tsx'
import { useMarket } from './MarketProvider.tsx'
import { OfferToRequest } from './OfferToRequest.tsx'
import { Price } from './Price.tsx'
import { useKindWords } from './useKindWords.ts'

export function RequestList() {
  const t = useTranslations('requests')
  const market = useMarket()
  const query = useQuery({
    queryKey: ['requests'],
    queryFn: async () => (await (await market.api())?.readRequests({ open: 'yes', limit: 50 })) ?? null,
    refetchInterval: 4_000,
  })
  return (
    <Card aria-busy={query.isFetching}>
      <CardHeader title={t('open')} />
      {query.data ? (
        query.data.rows.length === 0 ? (
          <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
        ) : (
          query.data.rows.map((row) => <RequestItem key={row.id} row={row} />)
        )
      ) : (
        <div className="p-4">{query.error ? t('away') : <Skeleton className="w-2/3" />}</div>
      )}
    </Card>
  )
}

/** A request with its document, checked against the hash on chain. */
function RequestItem({ row }: { row: RequestRow }) {
  const t = useTranslations('requests')
  const words = useKindWords()
  const format = useFormatter()
  const market = useMarket()
  const { connection } = useWalletView()
  const queries = useQueryClient()
  const { busy, error, run } = useTask()
  const document = useQuery({
    queryKey: ['requestDocument', row.documentCid],
    queryFn: async () => {
      const [{ parseRequest }, { keccak256 }, bytes] = await Promise.all([
        import('../../lib/market/requestDocument.ts'),
        import('viem'),
        market.getBlock(row.documentCid),
      ])
      if (!bytes || keccak256(bytes) !== row.documentHash) return null
      return parseRequest(new TextDecoder().decode(bytes))
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  const offers = useQuery({
    queryKey: ['offers', row.id, row.offers],
    queryFn: async () => (await (await market.api())?.readOffers(row.id)) ?? null,
    enabled: row.offers > 0,
  })
  const close = () =>
    run(async () => {
      const [{ closeRequest }, actor] = await Promise.all([import('../../lib/market/requests.ts'), market.actor()])
      await closeRequest(await actor.context(), BigInt(row.id))
      await queries.invalidateQueries({ queryKey: ['requests'] })
    })
  const isMine = connection?.address.toLowerCase() === row.buyer
  return (
    <article className="flex flex-col gap-2 border-line border-b px-4 py-3 last:border-b-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-bold">{document.data?.title ?? t('number', { id: row.id })}</h3>
        <span className="text-sm">
          {t('upTo')} <Price value={BigInt(row.budget)} token={row.token} />
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        {document.data?.kind && <Badge>{words.kind(document.data.kind)}</Badge>}
        {document.data?.vehicleClass && <Badge>{words.vehicleClass(document.data.vehicleClass)}</Badge>}
        {document.data?.place && <Badge>{document.data.place}</Badge>}
        {document.data?.words?.map((word) => (
          <Badge key={word}>{word}</Badge>
        ))}
        <span className="text-muted text-xs">
          {t('until')} {format.dateTime(row.expiresAt * 1000, { dateStyle: 'medium' })}
        </span>
      </div>
      <p className="font-semibold text-sm">{t('offers', { count: row.offers })}</p>
      {offers.data && (
        <ul className="flex flex-col gap-1">
          {offers.data.rows.map((offer) => (
            <li key={offer.position} className="flex flex-wrap justify-between gap-x-4 text-sm">
              <PageLink href={`/market/listing?id=${offer.listing}`} className="link">
                <bdi>{offer.title ?? offer.listing.slice(0, 12)}</bdi>
              </PageLink>
              <Price value={BigInt(offer.price)} token={row.token} />
            </li>
          ))}
        </ul>
      )}
      {connection && !isMine && row.isOpen && <OfferToRequest row={row} seller={connection.address} />}
      {isMine && (
        <Button size="sm" busy={busy} onClick={close} className="self-start">
          {t('close')}
        </Button>
      )}
      <Failure error={error} />
    </article>
  )
}
