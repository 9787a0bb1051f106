'use client'

import { useSearchParams } from 'next/navigation'

/** Returns what the address names as `?id=`, or an empty text. */
export function useQueryId(): string {
  return useSearchParams().get('id') ?? ''
}
