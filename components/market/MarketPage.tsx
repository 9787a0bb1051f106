'use client'

import { lazy, type ReactNode, Suspense } from 'react'
import chain from '../i18n/messages/en/chain.json'
import explorer from '../i18n/messages/en/explorer.json'
import market from '../i18n/messages/en/market.json'
import wallet from '../i18n/messages/en/wallet.json'
import { Words } from '../i18n/Words.tsx'
import { ReadsProvider } from '../providers/ReadsProvider.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { ListingWaiting } from './ListingWaiting.tsx'
import { MarketHead } from './MarketHead.tsx'
import { MarketProvider } from './MarketProvider.tsx'

const english = { ...chain, ...explorer, ...wallet, ...market }

// What a page holds comes after its first paint.
const screens = {
  browse: lazy(async () => ({ default: (await import('./BrowseScreen.tsx')).BrowseScreen })),
  listing: lazy(async () => ({ default: (await import('./ListingScreen.tsx')).ListingScreen })),
  order: lazy(async () => ({ default: (await import('./OrderScreen.tsx')).OrderScreen })),
  purchases: lazy(async () => ({ default: (await import('./PurchasesScreen.tsx')).PurchasesScreen })),
  requests: lazy(async () => ({ default: (await import('./RequestsScreen.tsx')).RequestsScreen })),
}

/** One page of the market room. What it is about stands in the exported page already. */
export function MarketPage({ page }: { page: keyof typeof screens }) {
  const Screen = screens[page]
  const head = <MarketHead page={page} />
  // Whose title is that of one thing, says so itself as soon as it is there.
  const ofOne = page === 'listing' || page === 'order'
  const waiting = (
    <>
      {head}
      {page === 'listing' && <ListingWaiting />}
    </>
  )
  return (
    <MarketRoom head={ofOne ? undefined : head} waiting={ofOne ? waiting : undefined}>
      <Screen />
    </MarketRoom>
  )
}

type MarketRoomProps = { head?: ReactNode; waiting?: ReactNode; children: ReactNode }

export function MarketRoom({ head, waiting, children }: MarketRoomProps) {
  return (
    <Words english={english}>
      <ReadsProvider>
        <MarketProvider>
          {head}
          <Suspense fallback={waiting ?? <Skeleton className="h-10 w-64" />}>{children}</Suspense>
        </MarketProvider>
      </ReadsProvider>
    </Words>
  )
}
