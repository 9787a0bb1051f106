'use client'

import { useMemo } from 'react'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { useCandidates } from './useCandidates.ts'

const systemNames = new Map(
  Object.entries(systemContracts).map(([name, address]) => [address.toLowerCase(), nameOf(name)]),
)

/** Returns the function that gives the name of an address: a contract of the chain, or a candidate for producing blocks. */
export function useAddressNames(): (address: string) => string | undefined {
  const { data } = useCandidates()
  return useMemo(() => {
    const names = new Map(data?.map(({ account, name }) => [account.toLowerCase(), name]))
    return (address) => systemNames.get(address.toLowerCase()) ?? names.get(address.toLowerCase())
  }, [data])
}

/** Names of tokens are written in capitals, others as their contracts are: qdt is QDT, dataMarket is DataMarket. */
function nameOf(key: string): string {
  return /^[a-z]{3}$/.test(key) ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1)
}
