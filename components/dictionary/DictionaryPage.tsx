'use client'

import { useTranslations } from 'next-intl'
import { lazy, Suspense } from 'react'
import chain from '../i18n/messages/en/chain.json'
import dictionary from '../i18n/messages/en/dictionary.json'
import { Words } from '../i18n/Words.tsx'
import { ReadsProvider } from '../providers/ReadsProvider.tsx'
import { Card } from '../ui/Card.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'

const english = { ...chain, ...dictionary }

const contents = {
  home: lazy(async () => ({ default: (await import('./HomeContent.tsx')).HomeContent })),
  view: lazy(async () => ({ default: (await import('./ViewContent.tsx')).ViewContent })),
  edit: lazy(async () => ({ default: (await import('./EditContent.tsx')).EditContent })),
  data: lazy(async () => ({ default: (await import('./DataContent.tsx')).DataContent })),
  proposal: lazy(async () => ({ default: (await import('./ProposalContent.tsx')).ProposalContent })),
}

/** One page of the dictionary room. What it holds comes after the first paint. */
export function DictionaryPage({ page }: { page: keyof typeof contents }) {
  const Content = contents[page]
  return (
    <Words english={english}>
      <ReadsProvider>
        <Suspense fallback={<Waiting />}>
          <Content />
        </Suspense>
      </ReadsProvider>
    </Words>
  )
}

function Waiting() {
  const t = useTranslations('dictionary')
  return (
    <>
      <h1 className="mb-6 font-extrabold text-2xl tracking-tight">{t('title')}</h1>
      <Card aria-busy className="flex flex-col gap-3 p-4">
        <Skeleton className="w-2/5" />
        <Skeleton className="w-3/5" />
        <Skeleton className="w-1/2" />
      </Card>
    </>
  )
}
