'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useSyncExternalStore } from 'react'
import { type ExplorerKind, explorerPath, parseExplorerPath } from './explorerPath.ts'

const noSubscription = () => () => {}

/**
 * Returns the id that the address bar names: undefined while the exported page wakes up, empty when there is none.
 * `?id=` is how the app itself opens the page; the address is then rewritten to its EIP-3091 form.
 */
export function useExplorerId(kind: ExplorerKind): string | undefined {
  const path = usePathname()
  const search = useSyncExternalStore(
    noSubscription,
    () => window.location.search,
    () => undefined,
  )
  const fromPath = parseExplorerPath(path)
  const fromSearch = search === undefined ? undefined : (new URLSearchParams(search).get('id') ?? '')
  const id = search === undefined ? undefined : fromPath?.kind === kind ? fromPath.id : fromSearch

  useEffect(() => {
    document.documentElement.dataset.room = kind
    return () => {
      delete document.documentElement.dataset.room
    }
  }, [kind])

  useEffect(() => {
    if (!fromSearch || fromPath?.kind === kind) return
    const { id: _, ...query } = Object.fromEntries(new URLSearchParams(window.location.search))
    window.history.replaceState(null, '', explorerPath(kind, fromSearch, query))
  }, [fromSearch, fromPath?.kind, kind])

  return id
}
