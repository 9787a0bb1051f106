'use client'

import { Search } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Kbd } from '../ui/Kbd.tsx'
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
    <header className="sticky top-0 z-30 border-line border-b bg-page">
      <div className="mx-auto flex h-14 max-w-7xl items-center gap-2 px-4 sm:px-6">
        <Link href="/" aria-label={t('home')} className="mr-4 rounded-md">
          <Wordmark />
        </Link>
        <nav aria-label={t('rooms')} className="hidden h-full gap-1 lg:flex">
          {rooms.map((room) => (
            <RoomLink key={room.id} room={room} />
          ))}
        </nav>
        <div className="flex-1" />
        <button
          type="button"
          onClick={openPalette}
          className="hidden h-9 w-80 items-center gap-2 rounded-md border border-edge bg-surface px-3 text-left text-muted text-sm hover:border-ink md:flex whitespace-nowrap"
        >
          <Search aria-hidden className="size-4" />
          <span className="flex-1">{t('search')}</span>
          <Kbd>Ctrl K</Kbd>
        </button>
        <HeadChip />
        <div className="hidden items-center lg:flex">
          <LanguageButton />
          <ThemeButton />
        </div>
      </div>
    </header>
  )
}
