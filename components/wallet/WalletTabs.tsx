'use client'

import { useTranslations } from 'next-intl'
import { LinkTabs } from '../ui/LinkTabs.tsx'
import type { WalletPageId } from './WalletPage.tsx'
import { useWalletView } from './WalletProvider.tsx'

const hrefs = {
  overview: '/wallet',
  send: '/wallet/send',
  receive: '/wallet/receive',
  contacts: '/wallet/contacts',
  security: '/wallet/security',
} as const
const ids = Object.keys(hrefs) as (keyof typeof hrefs)[]

/** The way between the parts of the wallet, once there is one. */
export function WalletTabs({ page }: { page: WalletPageId }) {
  const t = useTranslations('wallet')
  const { vault, connection } = useWalletView()
  if (page === 'create' || page === 'restore' || (!connection && vault?.status !== 'unlocked')) return null
  const tabs = ids.map((id) => ({ href: hrefs[id], label: t(`tabNames.${id}`) }))
  return <LinkTabs label={t('tabs')} tabs={tabs} here={hrefs[page]} />
}
