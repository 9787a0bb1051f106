'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Toaster } from '../ui/Toaster.tsx'
import { BottomBar } from './BottomBar.tsx'
import { ChainBanner } from './ChainBanner.tsx'
import { FrameFooter } from './FrameFooter.tsx'
import { OverlayProvider } from './OverlayProvider.tsx'
import { TopBar } from './TopBar.tsx'

/** What surrounds every page. */
export function Frame({ children }: { children: ReactNode }) {
  const t = useTranslations('frame')
  return (
    <Toaster label={t('notices')} closeLabel={t('close')}>
      <OverlayProvider>
        <a
          href="#content"
          className="-translate-y-20 fixed top-2 left-2 z-50 rounded-md bg-accent px-4 py-2 font-semibold text-on-accent focus:translate-y-0"
        >
          {t('skip')}
        </a>
        <div className="flex min-h-dvh flex-col">
          <TopBar />
          <ChainBanner />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-7xl flex-1 px-4 pt-6 pb-16 outline-none sm:px-6"
          >
            {children}
          </main>
          <FrameFooter />
          <BottomBar />
        </div>
      </OverlayProvider>
    </Toaster>
  )
}
