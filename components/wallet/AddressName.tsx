'use client'

import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { useAddressBook } from './useAddressBook.ts'
import { useWalletView } from './WalletProvider.tsx'

/** An address by the name that its owner or the address book gives it, with the address beside it. */
export function AddressName({ address, whole = false }: { address: Address; whole?: boolean }) {
  const name = useAddressLabel(address)
  return (
    <span className={whole ? 'break-all' : undefined}>
      {name && (
        <span className="font-semibold">
          <bdi>{name}</bdi>{' '}
        </span>
      )}
      <ExplorerLink kind="address" id={address} className="link font-mono">
        {whole ? address : shortenHex(address)}
      </ExplorerLink>
    </span>
  )
}

/** Returns the name of an address: one's own account by its number, others by the address book. */
export function useAddressLabel(address: Address | undefined): string | undefined {
  const t = useTranslations('wallet')
  const { vault } = useWalletView()
  const { contacts } = useAddressBook()
  if (!address) return undefined
  const own = vault?.accounts.indexOf(address) ?? -1
  if (own >= 0) return t('accountNumber', { number: own + 1 })
  return contacts.find((contact) => contact.address === address)?.name
}
