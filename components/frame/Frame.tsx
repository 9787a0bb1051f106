'use client'

import { useTranslations } from 'next-intl'
import { lazy, type ReactNode, Suspense } from 'react'
import { LoadBoundary } from '../ui/LoadBoundary.tsx'
import { ToastProvider } from '../ui/ToastProvider.tsx'
import { BottomBar } from './BottomBar.tsx'
import { FrameFooter } from './FrameFooter.tsx'
import { OverlayProvider } from './OverlayProvider.tsx'
import { TopBar } from './TopBar.tsx'

// Fetched with every page, but after it: when the node is found to be down, the server of the app may be down too.
const ChainBanner = lazy(async () => ({ default: (await import('./ChainBanner.tsx')).ChainBanner }))

/** What surrounds every page. */
export function Frame({ children }: { children: ReactNode }) {
  const t = useTranslations('frame')
  return (
    <ToastProvider label={t('notices')} closeLabel={t('close')} olderLabel={(count) => t('olderNotices', { count })}>
      <OverlayProvider>
        <a
          href="#content"
          className="-translate-y-20 fixed top-2 left-2 z-50 rounded-md bg-accent px-4 py-2 font-semibold text-on-accent focus:translate-y-0 print:hidden"
        >
          {t('skip')}
        </a>
        <div className="flex min-h-dvh flex-col">
          <TopBar />
          <LoadBoundary fallback={null}>
            <Suspense>
              <ChainBanner />
            </Suspense>
          </LoadBoundary>
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto min-h-[calc(100dvh-3.5rem)] w-full max-w-7xl flex-1 px-4 pt-6 pb-16 outline-none sm:px-6 print:min-h-0 print:p-0"
          >
            {children}
          </main>
          <FrameFooter />
          <BottomBar />
        </div>
      </OverlayProvider>
    </ToastProvider>
  )
}
