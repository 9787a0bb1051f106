'use client'

import { Badge } from '../ui/Badge.tsx'
import { useAddressNames } from './useAddressNames.ts'

/** The name of an address, beside it; nothing where it has none. */
export function AddressBadge({ address }: { address: string }) {
  const name = useAddressNames()(address)
  return name ? <Badge tone="accent">{name}</Badge> : null
}
