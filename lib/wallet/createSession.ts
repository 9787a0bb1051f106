import type { Address } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { createAutoLock, type SetTimer } from './createAutoLock.ts'
import { addressOfKey, deriveAccountKey } from './deriveAccountKey.ts'
import { deriveSeed, formatMnemonic } from './mnemonic.ts'
import { arePublicWords } from './publicWords.ts'
import { addressSchema, parseInput } from './vaultInputs.ts'
import type { WalletSecret } from './walletSecret.ts'

type Open = { seed: Uint8Array; key: CryptoKey; accounts: readonly Address[]; publicWords: boolean }

export type SessionOptions = {
  autoLockMs: number
  onAutoLock: () => void
  now?: () => number
  setTimer?: SetTimer
}

export type Session = ReturnType<typeof createSession>

/**
 * Returns the open part of a vault: the seed between unlock and lock. Overwriting is best effort: the engine may have
 * copied what it moved, and the words exist as a string for a moment while the seed is derived.
 */
export function createSession({ autoLockMs, onAutoLock, ...clock }: SessionOptions) {
  let opened: Open | undefined
  let locks = 0
  const lock = () => {
    close()
    onAutoLock()
  }
  const autoLock = createAutoLock({ timeoutMs: autoLockMs, lock, ...clock })

  function close(): void {
    locks++
    opened?.seed.fill(0)
    opened = undefined
    autoLock.stop()
  }

  function require(): Open {
    autoLock.check()
    if (!opened) throw new VaultLockedError()
    return opened
  }

  /** Opens with the secret, which is overwritten, unless the vault was locked since `locksBefore` was read. */
  async function open(secret: WalletSecret, key: CryptoKey, locksBefore: number): Promise<readonly Address[]> {
    const mnemonic = await formatMnemonic(secret)
    const seed = await deriveSeed(mnemonic, secret.passphrase)
    const publicWords = arePublicWords(mnemonic) && secret.passphrase === ''
    secret.entropy.fill(0)
    if (locks !== locksBefore) {
      seed.fill(0)
      throw new VaultLockedError()
    }
    opened?.seed.fill(0)
    opened = { seed, key, accounts: deriveAddresses(seed, secret.accountCount), publicWords }
    autoLock.start()
    return opened.accounts
  }

  function setAccountCount(count: number): readonly Address[] {
    const current = require()
    opened = { ...current, accounts: deriveAddresses(current.seed, count) }
    return opened.accounts
  }

  /** Returns what `use` makes of the account's private key, which is overwritten afterwards. */
  async function withKey<T>(address: string, use: (privateKey: Uint8Array) => T): Promise<T> {
    const { seed, accounts } = require()
    const wanted = parseInput(addressSchema, address).toLowerCase()
    const index = accounts.findIndex((account) => account.toLowerCase() === wanted)
    if (index < 0) throw new UnknownAccountError(wanted)
    autoLock.touch()
    const privateKey = deriveAccountKey(seed, index)
    try {
      return use(privateKey)
    } finally {
      privateKey.fill(0)
    }
  }

  return { get: () => opened, locks: () => locks, require, open, close, setAccountCount, withKey, autoLock }
}

function deriveAddresses(seed: Uint8Array, count: number): Address[] {
  return Array.from({ length: count }, (_, index) => {
    const key = deriveAccountKey(seed, index)
    const address = addressOfKey(key)
    key.fill(0)
    return address
  })
}

export class VaultLockedError extends BaseError {
  override readonly name = 'Wallet.LockedError'
  readonly code = 4100
  constructor() {
    super('The wallet is locked.')
  }
}

export class UnknownAccountError extends BaseError {
  override readonly name = 'Wallet.UnknownAccountError'
  readonly code = 4100
  constructor(address: string) {
    super(`The wallet has no account ${address}.`)
  }
}
