'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Kbd } from '../ui/Kbd.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { HeadChip } from './HeadChip.tsx'
import { LanguageButton } from './LanguageButton.tsx'
import { useOverlays } from './OverlayProvider.tsx'
import { RoomLink } from './RoomLink.tsx'
import { rooms } from './rooms.ts'
import { ThemeButton } from './ThemeButton.tsx'
import { Wordmark } from './Wordmark.tsx'

export function TopBar() {
  const t = useTranslations('frame')
  const { openPalette } = useOverlays()
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-page print:hidden">
      <div className="mx-auto flex h-14 max-w-7xl items-center gap-2 px-4 sm:px-6">
        <PageLink href="/" aria-label={t('home')} className="mr-2 rounded-md xl:mr-4">
          <Wordmark />
        </PageLink>
        <nav aria-label={t('rooms')} className="hidden h-full gap-1 lg:flex">
          {rooms.map((room) => (
            <RoomLink key={room.id} room={room} />
          ))}
        </nav>
        <div className="flex min-w-0 flex-1 justify-end">
          <button
            type="button"
            aria-label={t('search')}
            onClick={openPalette}
            className="flex size-10 items-center justify-center gap-2 rounded-md text-muted text-sm hover:text-ink xl:h-9 xl:w-full xl:min-w-0 xl:max-w-72 xl:justify-start xl:border xl:border-edge xl:bg-surface xl:px-3 xl:hover:border-ink"
          >
            <Search aria-hidden className="size-5 shrink-0 xl:size-4" />
            <span className="hidden min-w-0 flex-1 truncate text-left xl:block">{t('search')}</span>
            <span className="hidden shrink-0 xl:block">
              <Kbd>Ctrl K</Kbd>
            </span>
          </button>
        </div>
        <HeadChip />
        <div className="hidden items-center lg:flex">
          <LanguageButton />
          <ThemeButton />
        </div>
      </div>
    </header>
  )
}
