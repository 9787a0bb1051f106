'use client'

import { useQuery } from '@tanstack/react-query'
import type { Address } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { addressBookKey } from '../../lib/wallet/addressBookKey.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'

const systemNames = new Map(
  Object.entries(systemContracts).map(([name, address]) => [address.toLowerCase(), nameOf(name)]),
)

/** Returns the function that gives the name of an address: what the reader calls it, a contract of the chain, or a producer. */
export function useAddressNames(): (address: string) => string | undefined {
  // The query of useProducerNames: names are read once for the whole app, and change rarely.
  const { data } = useChainQuery({
    queryKey: ['producerNames'],
    queryFn: async (client) => {
      const { readProducerNames } = await import('../../lib/chain/readProducerNames.ts')
      return Object.fromEntries(await readProducerNames(client))
    },
    staleTime: 600_000,
  })
  const { data: own } = useQuery({ queryKey: ['ownNames'], queryFn: readOwnNames, staleTime: 5_000 })
  return (address) => {
    const key = address.toLowerCase() as Address
    return own?.[key] ?? systemNames.get(key) ?? (data?.[key] || undefined)
  }
}

/** The reader's own address book, which never leaves this browser. */
async function readOwnNames(): Promise<Readonly<Record<string, string>>> {
  try {
    const text = localStorage.getItem(addressBookKey)
    if (text === null) return {}
    const { parseAddressBook } = await import('../../lib/wallet/addressBook.ts')
    const book = parseAddressBook(text)
    return Object.fromEntries(book.map(({ name, address }) => [address.toLowerCase(), name]))
  } catch {
    // A browser that keeps nothing knows no names.
    return {}
  }
}

/** Names of tokens are written in capitals, others as their contracts are: qdt is QDT, dataMarket is DataMarket. */
function nameOf(key: string): string {
  return /^[a-z]{3}$/.test(key) ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1)
}
