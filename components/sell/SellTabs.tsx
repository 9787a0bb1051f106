'use client'

import { useTranslations } from 'next-intl'
import { LinkTabs } from '../ui/LinkTabs.tsx'

const hrefs = { sell: '/sell', data: '/data', agreement: '/sell/agreement', money: '/sell/money' } as const
const ids = Object.keys(hrefs) as (keyof typeof hrefs)[]

/** The pages of the room, one beside the other. */
export function SellTabs({ page }: { page: keyof typeof hrefs | undefined }) {
  const t = useTranslations('sell')
  const tabs = ids.map((id) => ({ href: hrefs[id], label: t(`tabs.${id}`) }))
  return <LinkTabs label={t('pages')} tabs={tabs} here={page && hrefs[page]} />
}
