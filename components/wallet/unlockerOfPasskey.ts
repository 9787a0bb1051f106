import { decodeHex } from '../../lib/bytes/hex.ts'
import type { VaultState } from '../../lib/wallet/createVault.ts'
import type { Unlocker } from '../../lib/wallet/keystoreSlots.ts'
import { createPasskey, evaluatePasskey, type PasskeySite } from '../../lib/wallet/passkeyPrf.ts'

type StoredPasskey = VaultState['passkeys'][number]
type PasskeyUnlocker = Extract<Unlocker, { kind: 'passkey' }>

/** Asks for the passkey; each of a wallet's passkeys has a salt of its own. */
export async function unlockerOfPasskey({ credentialId, salt }: StoredPasskey): Promise<PasskeyUnlocker> {
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
