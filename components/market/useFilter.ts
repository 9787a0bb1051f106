'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import type { ListingFilter } from '../../lib/market/ListingFilter.ts'
import { parseQuery, queryOf } from '../../lib/market/searchQuery.ts'

/** Returns the search that the address of the page names, and how to change it. */
export function useFilter() {
  const params = useSearchParams()
  const router = useRouter()
  const text = params.toString()
  const filter = useMemo(() => parseQuery(new URLSearchParams(text)), [text])
  const change = useCallback(
    (part: { [name in keyof ListingFilter]?: ListingFilter[name] | undefined }) => {
      const next = new URLSearchParams(queryOf({ ...filter, ...part } as ListingFilter)).toString()
      router.replace(next === '' ? '/market' : `/market?${next}`, { scroll: false })
    },
    [filter, router],
  )
  return { filter, change, query: text }
}
