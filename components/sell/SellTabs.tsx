'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { cx } from '../ui/cx.ts'

const tabs = [
  { id: 'sell', href: '/sell' },
  { id: 'agreement', href: '/sell/agreement' },
  { id: 'money', href: '/sell/money' },
] as const

export function SellTabs({ page }: { page: (typeof tabs)[number]['id'] | undefined }) {
  const t = useTranslations('sell')
  return (
    <nav aria-label={t('pages')} className="mb-6 flex gap-1 overflow-x-auto border-line border-b">
      {tabs.map(({ id, href }) => (
        <Link
          key={id}
          href={href}
          aria-current={page === id ? 'page' : undefined}
          className={cx(
            '-mb-px whitespace-nowrap border-b-2 px-3 py-2.5 font-semibold text-sm hover:text-ink focus-visible:-outline-offset-2',
            page === id ? 'border-accent text-ink' : 'border-transparent text-muted',
          )}
        >
          {t(`tabs.${id}`)}
        </Link>
      ))}
    </nav>
  )
}
