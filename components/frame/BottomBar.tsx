'use client'

import { Menu, Search } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { cx } from '../ui/cx.ts'
import { useOverlays } from './OverlayProvider.tsx'
import { isInside, rooms } from './rooms.ts'

const item =
  'flex flex-1 flex-col items-center justify-center gap-0.5 font-semibold text-xs focus-visible:-outline-offset-2'

/** The navigation of a phone: under the thumb, the first rooms, search, and a menu with everything else. */
export function BottomBar() {
  const t = useTranslations()
  const path = usePathname()
  const { openPalette, openMenu } = useOverlays()
  return (
    <nav
      aria-label={t('frame.rooms')}
      className="sticky bottom-0 z-30 flex h-14 border-line border-t bg-page pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {rooms.slice(0, 3).map((room) => {
        const here = isInside(room, path)
        return (
          <Link
            key={room.id}
            href={room.href}
            aria-current={here ? 'page' : undefined}
            className={cx(item, here ? 'text-accent' : 'text-muted')}
          >
            <room.icon aria-hidden className="size-5" />
            {t(`rooms.${room.id}.name`)}
          </Link>
        )
      })}
      <button type="button" onClick={openPalette} className={cx(item, 'text-muted')}>
        <Search aria-hidden className="size-5" />
        {t('frame.searchShort')}
      </button>
      <button type="button" onClick={openMenu} className={cx(item, 'text-muted')}>
        <Menu aria-hidden className="size-5" />
        {t('frame.menu')}
      </button>
    </nav>
  )
}
