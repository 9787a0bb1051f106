'use client'

import { Ellipsis } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { cx } from '../ui/cx.ts'
import { PageLink } from '../ui/PageLink.tsx'
import { useOverlays } from './OverlayProvider.tsx'
import { isInside, thumbRooms } from './rooms.ts'

const item =
  'flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 font-semibold text-xs focus-visible:-outline-offset-2'

/** The navigation of a phone: under the thumb, four rooms and the way to everything else. */
export function BottomBar() {
  const t = useTranslations()
  const path = usePathname()
  const { openMenu } = useOverlays()
  const shown = thumbRooms()
  const isElsewhere = path !== '/' && !shown.some((room) => isInside(room, path))
  return (
    <nav
      aria-label={t('frame.rooms')}
      className="sticky bottom-0 z-30 flex h-14 border-line border-t bg-page pb-[env(safe-area-inset-bottom)] lg:hidden print:hidden"
    >
      {shown.map((room) => {
        const here = isInside(room, path)
        return (
          <PageLink
            key={room.id}
            href={room.href}
            aria-current={here ? 'page' : undefined}
            className={cx(item, here ? 'text-accent' : 'text-muted')}
          >
            <room.icon aria-hidden className="size-5" />
            {t(`rooms.${room.id}.name`)}
          </PageLink>
        )
      })}
      <button type="button" onClick={openMenu} className={cx(item, isElsewhere ? 'text-accent' : 'text-muted')}>
        <Ellipsis aria-hidden className="size-5" />
        {t('frame.more')}
      </button>
    </nav>
  )
}
