'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { LocaleProvider } from '../i18n/LocaleProvider.tsx'
import { ChainProvider } from './ChainProvider.tsx'

/** What every page stands on: words, the link to the node, and the cache of its answers. */
export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false, networkMode: 'always' } },
      }),
  )
  return (
    <LocaleProvider>
      <QueryClientProvider client={queryClient}>
        <ChainProvider>{children}</ChainProvider>
      </QueryClientProvider>
    </LocaleProvider>
  )
}
