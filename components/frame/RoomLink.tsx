'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { cx } from '../ui/cx.ts'
import { PageLink } from '../ui/PageLink.tsx'
import { isInside, type Room } from './rooms.ts'

export function RoomLink({ room }: { room: Room }) {
  const t = useTranslations('rooms')
  const here = isInside(room, usePathname())
  return (
    <PageLink
      href={room.href}
      aria-current={here ? 'page' : undefined}
      className={cx(
        'items-center border-y-2 border-transparent px-2.5 font-semibold text-sm focus-visible:-outline-offset-2',
        // Beside it stands the wordmark, which leads to the same page.
        room.id === 'overview' ? 'hidden xl:flex' : 'flex',
        here ? 'border-b-accent text-ink' : 'text-muted hover:text-ink',
      )}
    >
      {t(`${room.id}.name`)}
    </PageLink>
  )
}
