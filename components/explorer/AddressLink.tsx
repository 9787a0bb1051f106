'use client'

import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { useAddressNames } from './useAddressNames.ts'

/** An address by its name where the chain knows one, else by its two ends. The whole address is in the title. */
export function AddressLink({ address }: { address: string }) {
  const nameOf = useAddressNames()
  const name = nameOf(address)
  return (
    <ExplorerLink kind="address" id={address} title={address} className={name ? 'link' : 'link font-mono'}>
      {name ?? shortenHex(address)}
    </ExplorerLink>
  )
}
