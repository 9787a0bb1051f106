'use client'

import { useTranslations } from 'next-intl'
import { lazy, Suspense } from 'react'
import { PageHeader } from '../frame/PageHeader.tsx'
import chain from '../i18n/messages/en/chain.json'
import data from '../i18n/messages/en/data.json'
import explorer from '../i18n/messages/en/explorer.json'
import wallet from '../i18n/messages/en/wallet.json'
import { Words } from '../i18n/Words.tsx'
import { ReadsProvider } from '../providers/ReadsProvider.tsx'
import { WalletWaiting } from '../wallet/WalletWaiting.tsx'
import { DataTabs } from './DataTabs.tsx'

const english = { ...chain, ...explorer, ...wallet, ...data }

const contents = {
  list: lazy(async () => ({ default: (await import('./ListContent.tsx')).ListContent })),
  new: lazy(async () => ({ default: (await import('./NewContent.tsx')).NewContent })),
  set: lazy(async () => ({ default: (await import('./SetContent.tsx')).SetContent })),
  nodes: lazy(async () => ({ default: (await import('./NodesContent.tsx')).NodesContent })),
}
export type DataPageId = keyof typeof contents

/** One page of the room in which people keep their data. */
export function DataPage({ page }: { page: DataPageId }) {
  return (
    <Words english={english}>
      <ReadsProvider>
        <Room page={page} />
      </ReadsProvider>
    </Words>
  )
}

function Room({ page }: { page: DataPageId }) {
  const t = useTranslations('data')
  const Content = contents[page]
  const title = t(`pages.${page}.title`)
  return (
    <>
      <PageHeader title={title} tabTitle={title} purpose={t(`pages.${page}.purpose`)} help="data" />
      <DataTabs page={page} />
      <Suspense fallback={<WalletWaiting />}>
        <Content />
      </Suspense>
    </>
  )
}
