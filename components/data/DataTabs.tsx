'use client'

import { useTranslations } from 'next-intl'
import { LinkTabs } from '../ui/LinkTabs.tsx'
import type { DataPageId } from './DataPage.tsx'

const hrefs = { list: '/data', new: '/data/new', nodes: '/data/nodes', sell: '/sell' } as const
const ids = Object.keys(hrefs) as (keyof typeof hrefs)[]

/** The way between the parts of the room. */
export function DataTabs({ page }: { page: DataPageId }) {
  const t = useTranslations('data')
  const tabs = ids.map((id) => ({ href: hrefs[id], label: t(`tabNames.${id}`) }))
  return <LinkTabs label={t('tabs')} tabs={tabs} here={page in hrefs ? hrefs[page as keyof typeof hrefs] : undefined} />
}
