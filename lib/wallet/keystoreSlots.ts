import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { decryptAesGcm, encryptAesGcm, hkdfSha256, importAesKey } from '../crypto/webCrypto.ts'
import { BaseError } from '../errors.ts'
import { deriveArgon2id, type KdfLimits, type KdfParameters, kdfDefaults, verifyKdfWithin } from './argon2id.ts'
import { keystoreFormat, keystoreVersion, type Slot } from './Keystore.ts'

/** One way to open a keystore, with what the person or the authenticator gave. */
export type Unlocker =
  | { kind: 'password'; password: string; parameters?: KdfParameters | undefined }
  | { kind: 'passkey'; credentialId: string; salt: Hex; prfOutput: Uint8Array }

const encoder = new TextEncoder()

/** Returns a slot in which the unlocker wraps the data key. */
export async function sealSlot(unlocker: Unlocker, dataKey: Uint8Array): Promise<Slot> {
  const slot = createSlot(unlocker)
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const key = await deriveWrappingKey(unlocker, slot)
  const wrappedKey = await encryptAesGcm({ key, iv, data: dataKey, aad: slotAad(slot) })
  return { ...slot, iv: encodeHex(iv), wrappedKey: encodeHex(wrappedKey) }
}

/** Returns the data key; throws when no slot is of this kind or the password or passkey is not the right one. */
export async function openSlot(slots: readonly Slot[], unlocker: Unlocker, limits: KdfLimits): Promise<Uint8Array> {
  const slot = slots.find((candidate) => matches(candidate, unlocker))
  if (!slot) throw new NoSuchSlotError(unlocker.kind)
  if (slot.kind === 'password') verifyKdfWithin(slot, limits)
  const dataKey = await decryptAesGcm({
    key: await deriveWrappingKey(unlocker, slot),
    iv: decodeHex(slot.iv),
    data: decodeHex(slot.wrappedKey),
    aad: slotAad(slot),
  })
  if (!dataKey) throw unlocker.kind === 'password' ? new WrongPasswordError() : new WrongPasskeyError()
  return dataKey
}

/** Returns whether the slot belongs to the unlocker: there is one password, and a passkey goes by its id. */
export function matches(slot: Slot, unlocker: Pick<Unlocker, 'kind'> | Unlocker): boolean {
  if (slot.kind === 'password' || unlocker.kind === 'password') return slot.kind === unlocker.kind
  return 'credentialId' in unlocker && slot.credentialId === unlocker.credentialId
}

function createSlot(unlocker: Unlocker): Slot {
  const blank = { iv: '', wrappedKey: '' }
  if (unlocker.kind === 'passkey') {
    const { kind, credentialId, salt } = unlocker
    return { kind, kdf: 'hkdf-sha256', credentialId, salt, ...blank }
  }
  const salt = encodeHex(crypto.getRandomValues(new Uint8Array(16)))
  return { kind: 'password', kdf: 'argon2id', ...(unlocker.parameters ?? kdfDefaults), salt, ...blank }
}

async function deriveWrappingKey(unlocker: Unlocker, slot: Slot): Promise<CryptoKey> {
  const salt = decodeHex(slot.salt)
  const bytes =
    unlocker.kind === 'password'
      ? await deriveArgon2id(unlocker.password, salt, slot as KdfParameters & Slot)
      : await hkdfSha256({ secret: unlocker.prfOutput, salt, info: encoder.encode('keystore passkey v1'), length: 32 })
  const key = await importAesKey(bytes)
  bytes.fill(0)
  return key
}

function slotAad({ iv: _, wrappedKey: __, ...parameters }: Slot): Uint8Array {
  const bound = { format: keystoreFormat, version: keystoreVersion, slot: sortKeys(parameters) }
  return encoder.encode(JSON.stringify(bound))
}

function sortKeys(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

export class NoSuchSlotError extends BaseError {
  override readonly name = 'Wallet.NoSuchSlotError'
  constructor(kind: Unlocker['kind']) {
    super(kind === 'password' ? 'This keystore has no password.' : 'This keystore does not know this passkey.')
  }
}

export class WrongPasswordError extends BaseError {
  override readonly name = 'Wallet.WrongPasswordError'
  constructor() {
    super('The password does not open this keystore.')
  }
}

export class WrongPasskeyError extends BaseError {
  override readonly name = 'Wallet.WrongPasskeyError'
  constructor() {
    super('The passkey does not open this keystore.')
  }
}
