'use client'

import type { ReactNode } from 'react'
import chain from '../i18n/messages/en/chain.json'
import explorer from '../i18n/messages/en/explorer.json'
import { Words } from '../i18n/Words.tsx'
import { ReadsProvider } from '../providers/ReadsProvider.tsx'
import { ExplorerNav } from './ExplorerNav.tsx'

const english = { ...chain, ...explorer }

/** What the pages of the explorer need beyond the frame: their words, and the cache of what was read. */
export function ExplorerProviders({ children }: { children: ReactNode }) {
  return (
    <Words english={english}>
      <ReadsProvider>
        <ExplorerNav />
        {children}
      </ReadsProvider>
    </Words>
  )
}
