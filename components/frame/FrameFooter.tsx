'use client'

import { useTranslations } from 'next-intl'
import { useHead } from '../providers/useHead.ts'
import { PageLink } from '../ui/PageLink.tsx'

/** Where the numbers on the page come from. */
export function FrameFooter() {
  const t = useTranslations('footer')
  const state = useHead()
  return (
    <footer className="print:hidden border-line border-t text-muted text-sm">
      <div className="mx-auto flex max-w-7xl flex-wrap gap-x-6 gap-y-1 px-4 py-4 sm:px-6">
        <p className="flex-1 basis-80">{t('claimed')}</p>
        <PageLink href="/trust" className="link">
          {t('trust')}
        </PageLink>
        {state.status === 'live' && (
          <p>{t('node', { url: state.rpcUrl, chainId: String(state.identity.chainId), via: t(`via.${state.via}`) })}</p>
        )}
      </div>
    </footer>
  )
}
