'use client'

import { useTranslations } from 'next-intl'
import { LinkTabs } from '../ui/LinkTabs.tsx'

const hrefs = { value: '/appraise', sale: '/sale', appraisal: '/appraisal', oracle: '/oracle' } as const
const ids = Object.keys(hrefs) as (keyof typeof hrefs)[]

/** The way between the parts of the room. */
export function AppraiseTabs({ page }: { page: keyof typeof hrefs }) {
  const t = useTranslations('appraiseTabs')
  const tabs = ids.map((id) => ({ href: hrefs[id], label: t(`${id}`) }))
  return <LinkTabs label={t('label')} tabs={tabs} here={hrefs[page]} />
}
