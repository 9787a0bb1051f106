'use client'

import { useEffect, useState } from 'react'
import { useChain } from '../providers/ChainProvider.tsx'

/** Returns where the registrar of this network answers; undefined where there is none. */
export function useRegistrar(): string | undefined {
  const chain = useChain()
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    let current = true
    chain.config().then(
      ({ services }) => current && setUrl(services?.registrar?.http),
      () => {},
    )
    return () => {
      current = false
    }
  }, [chain])
  return url
}
