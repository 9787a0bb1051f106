'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { cx } from '../ui/cx.ts'
import type { WalletPageId } from './WalletPage.tsx'
import { useWalletView } from './WalletProvider.tsx'

const tabs = [
  { page: 'overview', href: '/wallet' },
  { page: 'send', href: '/wallet/send' },
  { page: 'receive', href: '/wallet/receive' },
  { page: 'contacts', href: '/wallet/contacts' },
  { page: 'security', href: '/wallet/security' },
] as const

/** The way between the parts of the wallet, once there is one. */
export function WalletTabs({ page }: { page: WalletPageId }) {
  const t = useTranslations('wallet')
  const { vault, connection } = useWalletView()
  const isSetUp = page === 'create' || page === 'restore'
  if (isSetUp || (!connection && vault?.status !== 'unlocked')) return null
  return (
    <nav aria-label={t('tabs')} className="-mx-4 mb-6 overflow-x-auto border-line border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.page}>
            <Link
              href={tab.href}
              ref={tab.page === page ? showWhole : null}
              aria-current={tab.page === page ? 'page' : undefined}
              className={cx(
                '-mb-px block whitespace-nowrap border-transparent border-b-2 px-3 py-2.5 font-semibold text-sm focus-visible:-outline-offset-2',
                tab.page === page ? 'border-b-accent text-ink' : 'text-muted hover:text-ink',
              )}
            >
              {t(`tabNames.${tab.page}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** On a phone the row is longer than the screen: the part that is open must not hide behind the edge. */
function showWhole(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
}
