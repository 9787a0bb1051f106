'use client'

import { useEffect, useState } from 'react'

export type PasskeySupport = 'yes' | 'noPrf' | 'ipAddress'

/** Returns whether this page can unlock with passkeys; undefined until the browser has said. */
export function usePasskeySupport(): PasskeySupport | undefined {
  const [support, setSupport] = useState<PasskeySupport>()
  useEffect(() => {
    let current = true
    findSupport().then((found) => current && setSupport(found))
    return () => {
      current = false
    }
  }, [])
  return support
}

async function findSupport(): Promise<PasskeySupport> {
  // The name of a passkey's site must be a name: WebAuthn takes no address.
  if (/^[\d.]+$|:/.test(location.hostname)) return 'ipAddress'
  if (!('PublicKeyCredential' in window)) return 'noPrf'
  const ask = PublicKeyCredential.getClientCapabilities
  // Browsers that cannot say may still be able to.
  const capabilities = ask ? await ask.call(PublicKeyCredential).catch(() => undefined) : undefined
  return capabilities?.['extension:prf'] === false ? 'noPrf' : 'yes'
}
