'use client'

import { lazy } from 'react'
import sell from '../i18n/messages/en/sell.json'
import { Words } from '../i18n/Words.tsx'
import { MarketRoom } from '../market/MarketPage.tsx'

// What a page holds comes after its first paint.
const screens = {
  sell: lazy(async () => ({ default: (await import('./SellScreen.tsx')).SellScreen })),
  offer: lazy(async () => ({ default: (await import('./OfferScreen.tsx')).OfferScreen })),
  agreement: lazy(async () => ({ default: (await import('./AgreementScreen.tsx')).AgreementScreen })),
  money: lazy(async () => ({ default: (await import('./MoneyScreen.tsx')).MoneyScreen })),
}

/** One page of the seller's room. */
export function SellPage({ page }: { page: keyof typeof screens }) {
  const Screen = screens[page]
  return (
    <MarketRoom>
      <Words english={sell}>
        <Screen />
      </Words>
    </MarketRoom>
  )
}
