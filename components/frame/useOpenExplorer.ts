'use client'

import { useRouter } from 'next/navigation'
import { useCallback } from 'react'
import { type ExplorerKind, type ExplorerQuery, explorerPath } from './explorerPath.ts'

/**
 * Returns the function that opens a page of the explorer without loading the app again. An exported app has one page
 * per kind: inside it only the address changes, from elsewhere the page is opened first and then takes its address.
 */
export function useOpenExplorer() {
  const router = useRouter()
  return useCallback(
    (kind: ExplorerKind, id: string, query?: ExplorerQuery) => {
      if (document.documentElement.dataset.room === kind) {
        window.history.pushState(null, '', explorerPath(kind, id, query))
        window.scrollTo(0, 0)
      } else {
        router.push(`/${kind}?${new URLSearchParams({ id, ...query })}`)
      }
    },
    [router],
  )
}
