'use client'

import { usePathname } from 'next/navigation'
import { useCallback, useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}

/**
 * Returns a part of the state that stands in the address, so that a link, a reload and the back button lead to it. Undefined
 * where the address does not name it.
 */
export function useUrlState(name: string): string | undefined {
  // A page that opens another of its kind changes the path without an event.
  usePathname()
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => '',
  )
  return new URLSearchParams(search).get(name) ?? undefined
}

/** Returns the function that changes parts of the address; undefined takes a part out. Each change is a step of the back button. */
export function useSetUrlState(): (change: Readonly<Record<string, string | undefined>>) => void {
  return useCallback((change) => {
    const url = new URL(window.location.href)
    for (const [name, value] of Object.entries(change)) {
      if (value === undefined) url.searchParams.delete(name)
      else url.searchParams.set(name, value)
    }
    window.history.pushState(null, '', url)
    for (const listener of [...listeners]) listener()
  }, [])
}
