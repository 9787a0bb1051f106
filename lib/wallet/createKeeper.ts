import { BaseError } from '../errors.ts'
import type { KdfLimits } from './argon2id.ts'
import { KeystoreConflictError, type KeystoreStore } from './createKeystoreStore.ts'
import type { Slot } from './Keystore.ts'
import type { Unlocker } from './keystoreSlots.ts'
import { createKeystore, openKeystore, openSecret, sealSecret } from './openKeystore.ts'
import { parseKeystore } from './parseKeystore.ts'
import { decodeSecret, encodeSecret, maxAccounts, type WalletSecret } from './walletSecret.ts'

const minPasswordLength = 8
const maxAttempts = 5

/** Returns the operations on the stored keystore; it keeps no secret between calls. */
export function createKeeper({ store, limits }: { store: KeystoreStore; limits: KdfLimits }) {
  async function loadText(): Promise<{ text: string; revision: number }> {
    const { text, revision } = await store.load()
    if (text === undefined) throw new NoWalletError()
    return { text, revision }
  }

  async function requireEmpty(): Promise<number> {
    const { text, revision } = await store.load()
    if (text !== undefined) throw new WalletExistsError()
    return revision
  }

  async function authenticate(text: string, unlocker: Unlocker) {
    const opened = await openKeystore({ text, unlocker, limits })
    return { ...opened, secret: takeSecret(opened.secret) }
  }

  return {
    loadText,

    async slots(): Promise<readonly Slot[] | undefined> {
      const { text } = await store.load()
      return text === undefined ? undefined : (await parseKeystore(text)).slots
    },

    async make(secret: WalletSecret, unlocker: Unlocker): Promise<CryptoKey> {
      verifyPassword(unlocker)
      const revision = await requireEmpty()
      const bytes = encodeSecret(secret)
      const { text, key } = await createKeystore(bytes, [unlocker])
      bytes.fill(0)
      await store.replace(revision, text)
      return key
    },

    async adopt(text: string, unlocker: Unlocker) {
      const revision = await requireEmpty()
      const { key, dataKey, secret } = await authenticate(text, unlocker)
      dataKey.fill(0)
      await store.replace(revision, text.trim())
      return { key, secret }
    },

    async open(unlocker: Unlocker) {
      const { key, dataKey, secret } = await authenticate((await loadText()).text, unlocker)
      dataKey.fill(0)
      return { key, secret }
    },

    /** Changes the ways in, after the owner has proved to be the owner once more. */
    async changeSlots(current: Unlocker, change: (slots: Slot[], dataKey: Uint8Array) => Promise<Slot[]>) {
      const { text, revision } = await loadText()
      const { keystore, dataKey, key, secret } = await authenticate(text, current)
      const slots = await change(keystore.slots, dataKey)
      dataKey.fill(0)
      if (slots.length === 0) throw new LastSlotError()
      await store.replace(revision, await sealSecret({ secret: giveSecret(secret), slots, key }))
    },

    /** Counts one account more and returns their number; tries again when another tab wrote in between. */
    async growAccounts(key: CryptoKey): Promise<number> {
      for (let attempt = 1; ; attempt++) {
        const { text, revision } = await loadText()
        const keystore = await parseKeystore(text)
        const secret = takeSecret(await openSecret(keystore, key))
        const accountCount = secret.accountCount + 1
        if (accountCount > maxAccounts) throw new TooManyAccountsError()
        const grown = giveSecret({ ...secret, accountCount })
        try {
          await store.replace(revision, await sealSecret({ secret: grown, slots: keystore.slots, key }))
          return accountCount
        } catch (error) {
          if (!(error instanceof KeystoreConflictError) || attempt === maxAttempts) throw error
        } finally {
          grown.fill(0)
        }
      }
    },

    async remove(): Promise<void> {
      const { revision } = await store.load()
      await store.replace(revision, undefined)
    },
  }
}

/** Throws when a new password is too short to be worth a slow derivation. */
export function verifyPassword(unlocker: Unlocker): void {
  if (unlocker.kind === 'password' && [...unlocker.password].length < minPasswordLength) throw new WeakPasswordError()
}

function takeSecret(bytes: Uint8Array): WalletSecret {
  const secret = decodeSecret(bytes)
  bytes.fill(0)
  return secret
}

function giveSecret(secret: WalletSecret): Uint8Array {
  const bytes = encodeSecret(secret)
  secret.entropy.fill(0)
  return bytes
}

export class WalletExistsError extends BaseError {
  override readonly name = 'Wallet.ExistsError'
  constructor() {
    super('This browser already holds a wallet; remove it before making or restoring another.')
  }
}

export class NoWalletError extends BaseError {
  override readonly name = 'Wallet.NoWalletError'
  constructor() {
    super('This browser holds no wallet yet.')
  }
}

export class WeakPasswordError extends BaseError {
  override readonly name = 'Wallet.WeakPasswordError'
  constructor() {
    super(`Expected a password of at least ${minPasswordLength} characters.`)
  }
}

export class TooManyAccountsError extends BaseError {
  override readonly name = 'Wallet.TooManyAccountsError'
  constructor() {
    super(`A wallet holds at most ${maxAccounts} accounts.`)
  }
}

export class LastSlotError extends BaseError {
  override readonly name = 'Wallet.LastSlotError'
  constructor() {
    super('This is the only way to open the wallet; add another before removing it.')
  }
}
