'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { cx } from '../ui/cx.ts'
import type { DataPageId } from './DataPage.tsx'

const tabs = [
  { page: 'list', href: '/data' },
  { page: 'new', href: '/data/new' },
  { page: 'nodes', href: '/data/nodes' },
] as const

/** The way between the parts of the room. */
export function DataTabs({ page }: { page: DataPageId }) {
  const t = useTranslations('data')
  return (
    <nav aria-label={t('tabs')} className="-mx-4 mb-6 overflow-x-auto border-line border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.page}>
            <Link
              href={tab.href}
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
