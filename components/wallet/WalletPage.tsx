'use client'

import { useTranslations } from 'next-intl'
import { lazy, Suspense } from 'react'
import { PageHeader } from '../frame/PageHeader.tsx'
import chain from '../i18n/messages/en/chain.json'
import wallet from '../i18n/messages/en/wallet.json'
import { Words } from '../i18n/Words.tsx'
import { ReadsProvider } from '../providers/ReadsProvider.tsx'
import { WalletTabs } from './WalletTabs.tsx'
import { WalletWaiting } from './WalletWaiting.tsx'

const english = { ...chain, ...wallet }

// What a page holds comes after its first paint: until the wallet has answered there is nothing to show in it.
const contents = {
  overview: lazy(async () => ({ default: (await import('./OverviewContent.tsx')).OverviewContent })),
  send: lazy(async () => ({ default: (await import('./SendContent.tsx')).SendContent })),
  receive: lazy(async () => ({ default: (await import('./ReceiveContent.tsx')).ReceiveContent })),
  contacts: lazy(async () => ({ default: (await import('./ContactsContent.tsx')).ContactsContent })),
  security: lazy(async () => ({ default: (await import('./SecurityContent.tsx')).SecurityContent })),
  create: lazy(async () => ({ default: (await import('./CreateContent.tsx')).CreateContent })),
  restore: lazy(async () => ({ default: (await import('./RestoreContent.tsx')).RestoreContent })),
}

export type WalletPageId = keyof typeof contents

/** One page of the wallet room. */
export function WalletPage({ page }: { page: WalletPageId }) {
  return (
    <Words english={english}>
      <ReadsProvider>
        <Room page={page} />
      </ReadsProvider>
    </Words>
  )
}

function Room({ page }: { page: WalletPageId }) {
  const t = useTranslations('wallet')
  const Content = contents[page]
  const title = t(`pages.${page}.title`)
  return (
    <>
      <PageHeader title={title} tabTitle={title} purpose={t(`pages.${page}.purpose`)} help="wallet" />
      <WalletTabs page={page} />
      <Suspense fallback={<WalletWaiting />}>
        <Content />
      </Suspense>
    </>
  )
}
