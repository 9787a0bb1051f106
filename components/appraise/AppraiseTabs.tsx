'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { cx } from '../ui/cx.ts'

const tabs = [
  { page: 'value', href: '/appraise' },
  { page: 'sale', href: '/sale' },
  { page: 'appraisal', href: '/appraisal' },
  { page: 'oracle', href: '/oracle' },
] as const

/** The way between the parts of the room. */
export function AppraiseTabs({ page }: { page: (typeof tabs)[number]['page'] }) {
  const t = useTranslations('appraiseTabs')
  return (
    <nav aria-label={t('label')} className="-mx-4 mb-6 overflow-x-auto border-line border-b px-4 sm:mx-0 sm:px-0">
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
              {t(tab.page)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
