'use client'

import type { ReactNode } from 'react'
import appraise from '../i18n/messages/en/appraise.json'
import chain from '../i18n/messages/en/chain.json'
import explorer from '../i18n/messages/en/explorer.json'
import wallet from '../i18n/messages/en/wallet.json'
import { Words } from '../i18n/Words.tsx'
import { ReadsProvider } from '../providers/ReadsProvider.tsx'

const english = { ...chain, ...explorer, ...wallet, ...appraise }

/** What the pages about cars need beyond the frame. */
export function AppraiseProviders({ children }: { children: ReactNode }) {
  return (
    <Words english={english}>
      <ReadsProvider>{children}</ReadsProvider>
    </Words>
  )
}
