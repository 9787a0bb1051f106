import { decodeHex, encodeHex } from '../bytes/hex.ts'
import { decryptAesGcm, encryptAesGcm, importAesKey } from '../crypto/webCrypto.ts'
import { type KdfLimits, kdfLimits } from './argon2id.ts'
import { type Keystore, keystoreFormat, keystoreVersion, type Slot } from './Keystore.ts'
import { openSlot, sealSlot, type Unlocker } from './keystoreSlots.ts'
import { formatKeystore, parseKeystore, TamperedKeystoreError } from './parseKeystore.ts'

/** Returns the text of a new keystore that each of the unlockers opens, and its data key for the session. */
export async function createKeystore(secret: Uint8Array, unlockers: readonly Unlocker[]) {
  const dataKey = crypto.getRandomValues(new Uint8Array(32))
  const slots: Slot[] = []
  for (const unlocker of unlockers) slots.push(await sealSlot(unlocker, dataKey))
  const key = await importAesKey(dataKey)
  dataKey.fill(0)
  return { text: await sealSecret({ secret, slots, key }), key }
}

type OpenKeystoreParameters = { text: string; unlocker: Unlocker; limits?: KdfLimits }

/** Returns the secret and the data key of the keystore; the caller overwrites both after use. */
export async function openKeystore({ text, unlocker, limits = kdfLimits }: OpenKeystoreParameters) {
  const keystore = await parseKeystore(text)
  const dataKey = await openSlot(keystore.slots, unlocker, limits)
  const key = await importAesKey(dataKey)
  return { keystore, dataKey, key, secret: await openSecret(keystore, key) }
}

/** Returns the text of a keystore with this secret and these slots, under a data key that the slots wrap. */
export async function sealSecret({ secret, slots, key }: { secret: Uint8Array; slots: Slot[]; key: CryptoKey }) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const ciphertext = await encryptAesGcm({ key, iv, data: secret, aad: secretAad(slots) })
  return formatKeystore({
    format: keystoreFormat,
    version: keystoreVersion,
    slots,
    cipher: 'aes-256-gcm',
    iv: encodeHex(iv),
    ciphertext: encodeHex(ciphertext),
  })
}

/** Returns the secret of a keystore whose data key is already known; throws when any part of it was changed. */
export async function openSecret(keystore: Keystore, key: CryptoKey): Promise<Uint8Array> {
  const secret = await decryptAesGcm({
    key,
    iv: decodeHex(keystore.iv),
    data: decodeHex(keystore.ciphertext),
    aad: secretAad(keystore.slots),
  })
  if (!secret) throw new TamperedKeystoreError('its parts do not belong together')
  return secret
}

function secretAad(slots: readonly Slot[]): Uint8Array {
  const bound = { format: keystoreFormat, version: keystoreVersion, cipher: 'aes-256-gcm', slots: slots.map(orderSlot) }
  return new TextEncoder().encode(JSON.stringify(bound))
}

function orderSlot(slot: Slot): unknown {
  return Object.entries(slot).sort(([a], [b]) => (a < b ? -1 : 1))
}
