import { decodeHex } from '../../lib/bytes/hex.ts'
import type { VaultState } from '../../lib/wallet/createVault.ts'
import type { Unlocker } from '../../lib/wallet/keystoreSlots.ts'
import { createPasskey, evaluatePasskey, type PasskeySite } from '../../lib/wallet/passkeyPrf.ts'

type PasskeyUnlocker = Extract<Unlocker, { kind: 'passkey' }>

/** Asks for one of the wallet's passkeys. The first is taken: most owners have one, and each may have another salt. */
export async function unlockerOfPasskey(passkeys: VaultState['passkeys']): Promise<PasskeyUnlocker> {
  const { credentialId, salt } = passkeys[0]!
  const prfOutput = await evaluatePasskey(siteOf(), { credentialId, salt: decodeHex(salt) })
  return { kind: 'passkey', credentialId, salt, prfOutput }
}

/** Makes a passkey for this site. */
export async function newPasskey(): Promise<PasskeyUnlocker> {
  return { kind: 'passkey', ...(await createPasskey(siteOf(), 'QoodBlock wallet')) }
}

function siteOf(): PasskeySite {
  return { credentials: navigator.credentials, rpId: location.hostname, rpName: 'QoodBlock' }
}
