'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { LinkTabs } from '../ui/LinkTabs.tsx'

const hrefs = {
  home: '/explorer',
  transactions: '/transactions',
  tokens: '/tokens',
  contracts: '/contracts',
  producers: '/producers',
  pool: '/pool',
  network: '/network',
  verify: '/verify',
  trust: '/trust',
} as const
const ids = Object.keys(hrefs) as (keyof typeof hrefs)[]

/** The pages of the explorer, beside each other. */
export function ExplorerNav() {
  const t = useTranslations('explorerNav')
  const tabs = ids.map((id) => ({ href: hrefs[id], label: t(`${id}`) }))
  return <LinkTabs label={t('label')} tabs={tabs} here={usePathname()} />
}
