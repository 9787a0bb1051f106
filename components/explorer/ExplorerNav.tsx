'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { cx } from '../ui/cx.ts'

const pages = [
  { id: 'home', href: '/explorer' },
  { id: 'transactions', href: '/transactions' },
  { id: 'tokens', href: '/tokens' },
  { id: 'contracts', href: '/contracts' },
  { id: 'producers', href: '/producers' },
  { id: 'pool', href: '/pool' },
  { id: 'network', href: '/network' },
  { id: 'verify', href: '/verify' },
  { id: 'trust', href: '/trust' },
] as const

/** The pages of the explorer, beside each other. */
export function ExplorerNav() {
  const t = useTranslations('explorerNav')
  const path = usePathname()
  return (
    <nav aria-label={t('label')} className="-mx-4 mb-5 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-1 border-line border-b">
        {pages.map(({ id, href }) => {
          const here = path === href
          return (
            <li key={id}>
              <Link
                href={href}
                aria-current={here ? 'page' : undefined}
                className={cx(
                  '-mb-px block whitespace-nowrap border-b-2 px-3 py-2 font-semibold text-sm focus-visible:-outline-offset-2',
                  here ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
                )}
              >
                {t(id)}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
