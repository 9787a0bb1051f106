import type { SignableMessage } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'
import { type KdfLimits, kdfLimits } from './argon2id.ts'
import type { SetTimer } from './createAutoLock.ts'
import { createKeeper, verifyPassword } from './createKeeper.ts'
import type { KeystoreStore } from './createKeystoreStore.ts'
import { createSession, type Session, VaultLockedError } from './createSession.ts'
import { deriveDataSeed } from './deriveDataSeed.ts'
import { matches, sealSlot, type Unlocker } from './keystoreSlots.ts'
import { createEntropy, formatMnemonic, parseMnemonic, type WordCount } from './mnemonic.ts'
import { TamperedKeystoreError } from './parseKeystore.ts'
import { parseTypedData, toTypedDataDefinition, type WalletTypedData } from './parseTypedData.ts'
import { PublicWordsError } from './publicWords.ts'
import { signMessage, signTransaction, signTypedData } from './sign.ts'
import {
  createSchema,
  messageSchema,
  parseInput,
  parseTransaction,
  restoreSchema,
  unlockerSchema,
  type WalletTransaction,
} from './vaultInputs.ts'
import type { WalletSecret } from './walletSecret.ts'
import type { Language } from './wordlists.ts'

/*
 * The vault holds the seed while the wallet is open, and lives in a worker. What comes out: addresses, signatures, the
 * encrypted keystore, and the data seed (one-way). The words come out at two moments only, both shown to the owner for
 * the backup: when they are made, and by revealMnemonic after password or passkey were given again.
 */
export type VaultState = {
  status: 'empty' | 'locked' | 'unlocked'
  accounts: readonly Address[]
  hasPassword: boolean
  passkeys: readonly { credentialId: string; salt: Hex }[]
  /** Everybody knows the words of this wallet: it signs for development chains only. */
  publicWords: boolean
}

export type VaultChange = 'changed' | 'locked' | 'auto-locked'

export type VaultOptions = {
  store: KeystoreStore
  autoLockMs?: number
  limits?: KdfLimits
  /** Where the words that everybody knows may sign. */
  developmentChainIds?: readonly number[]
  now?: () => number
  setTimer?: SetTimer
  /** Hears that the state is another, and whether somebody or the clock locked the vault. */
  onChange?: (change: VaultChange) => void
}

export type Vault = ReturnType<typeof createVault>
type Exclusive = <T>(task: () => Promise<T>) => Promise<T>
type Parts = {
  keeper: ReturnType<typeof createKeeper>
  session: Session
  exclusive: Exclusive
  developmentChainIds: readonly number[]
  changed: () => void
}
type Create = { wordCount?: WordCount; language?: Language; passphrase?: string; unlocker: Unlocker }
type Restore = { mnemonic: string; language?: Language; passphrase?: string; unlocker: Unlocker }
type PasskeyUnlocker = Extract<Unlocker, { kind: 'passkey' }>

/** Returns a locked vault over the stored keystore. */
export function createVault({
  store,
  autoLockMs = 600_000,
  limits = kdfLimits,
  developmentChainIds = [],
  onChange = () => {},
  ...clock
}: VaultOptions) {
  const keeper = createKeeper({ store, limits })
  const session = createSession({ autoLockMs, onAutoLock: () => onChange('auto-locked'), ...clock })
  const parts: Parts = {
    keeper,
    session,
    exclusive: createExclusive(),
    developmentChainIds,
    changed: () => onChange('changed'),
  }

  async function state(): Promise<VaultState> {
    const slots = await keeper.slots()
    const opened = session.get()
    return {
      status: slots === undefined ? 'empty' : opened ? 'unlocked' : 'locked',
      accounts: opened?.accounts ?? [],
      hasPassword: slots?.some((slot) => slot.kind === 'password') ?? false,
      passkeys: (slots ?? []).flatMap((slot) =>
        slot.kind === 'passkey' ? [{ credentialId: slot.credentialId, salt: slot.salt as Hex }] : [],
      ),
      publicWords: opened?.publicWords ?? false,
    }
  }

  async function lock(): Promise<void> {
    session.close()
    onChange('locked')
  }

  return {
    state,
    lock,
    /** Tells that the owner is there; the auto-lock counts from now. */
    touch: async () => session.autoLock.touch(),
    setAutoLock: async ({ timeoutMs }: { timeoutMs: number }) => session.autoLock.setTimeoutMs(timeoutMs),
    ...openings(parts),
    ...accounts(parts),
    ...backups(parts),
    ...waysIn(parts),
  }
}

function openings({ keeper, session, exclusive, changed }: Parts) {
  async function enter(secret: WalletSecret, key: CryptoKey, locksBefore: number) {
    const opened = await session.open(secret, key, locksBefore)
    changed()
    return opened
  }

  return {
    /** Makes a wallet and returns its words, which the owner must write down. */
    create: (params: Create) => {
      const locks = session.locks()
      return exclusive(async () => {
        const { wordCount, language, passphrase = '', unlocker } = parseInput(createSchema, params)
        const secret = { entropy: createEntropy(wordCount), language, passphrase, accountCount: 1 }
        const mnemonic = await formatMnemonic(secret)
        const key = await keeper.make(secret, unlocker)
        return { mnemonic, accounts: await enter(secret, key, locks) }
      })
    },

    restore: (params: Restore) => {
      const locks = session.locks()
      return exclusive(async () => {
        const { mnemonic, language, passphrase = '', unlocker } = parseInput(restoreSchema, params)
        const secret = { ...(await parseMnemonic(mnemonic, language)), passphrase, accountCount: 1 }
        const key = await keeper.make(secret, unlocker)
        return { accounts: await enter(secret, key, locks) }
      })
    },

    unlock: ({ unlocker }: { unlocker: Unlocker }) => {
      const locks = session.locks()
      return exclusive(async () => {
        const { key, secret } = await keeper.open(parseInput(unlockerSchema, unlocker))
        return { accounts: await enter(secret, key, locks) }
      })
    },

    importKeystore: ({ text, unlocker }: { text: string; unlocker: Unlocker }) => {
      const locks = session.locks()
      return exclusive(async () => {
        const { key, secret } = await keeper.adopt(text, parseInput(unlockerSchema, unlocker))
        return { accounts: await enter(secret, key, locks) }
      })
    },
  }
}

function accounts({ keeper, session, exclusive, developmentChainIds, changed }: Parts) {
  function verifyChain(chainId: bigint | number | undefined): void {
    const isDevelopment = developmentChainIds.includes(Number(chainId))
    if (session.require().publicWords && !isDevelopment) throw new PublicWordsError(chainId)
  }

  return {
    accounts: async () => session.require().accounts,

    addAccount: () =>
      exclusive(async () => {
        const count = await keeper.growAccounts(session.require().key).catch((error: unknown) => {
          // Another tab put another wallet in place of the one this vault opened.
          if (!(error instanceof TamperedKeystoreError)) throw error
          session.close()
          changed()
          throw new VaultLockedError()
        })
        const grown = session.setAccountCount(count)
        changed()
        return { accounts: grown }
      }),

    signTransaction: ({ address, transaction }: { address: Address; transaction: WalletTransaction }) =>
      session.withKey(address, (key) => {
        const parsed = parseTransaction(transaction)
        verifyChain(parsed.chainId)
        return signTransaction(parsed, key)
      }),

    signMessage: ({ address, message }: { address: Address; message: SignableMessage }) =>
      session.withKey(address, (key) => signMessage(parseInput(messageSchema, message), key)),

    signTypedData: ({ address, typedData }: { address: Address; typedData: WalletTypedData }) =>
      session.withKey(address, (key) => {
        const parsed = parseTypedData(typedData)
        verifyChain(parsed.domain.chainId)
        return signTypedData(toTypedDataDefinition(parsed), key)
      }),

    dataSeed: async () => deriveDataSeed(session.require().seed),
  }
}

function backups({ keeper, session, exclusive, changed }: Parts) {
  return {
    revealMnemonic: ({ unlocker }: { unlocker: Unlocker }) =>
      exclusive(async () => {
        const { secret } = await keeper.open(parseInput(unlockerSchema, unlocker))
        const mnemonic = await formatMnemonic(secret)
        secret.entropy.fill(0)
        return { mnemonic, passphrase: secret.passphrase }
      }),

    /** Returns the encrypted keystore, as a file to keep. */
    exportKeystore: async () => ({ text: (await keeper.loadText()).text }),

    /** Removes the keystore from this browser. Only the words or an exported file bring the wallet back. */
    remove: () =>
      exclusive(async () => {
        await keeper.remove()
        session.close()
        changed()
      }),
  }
}

function waysIn({ keeper, exclusive, changed }: Parts) {
  const changeSlots = (current: Unlocker, change: Parameters<typeof keeper.changeSlots>[1]) =>
    exclusive(async () => {
      await keeper.changeSlots(parseInput(unlockerSchema, current), change)
      changed()
    })

  return {
    setPassword: ({ unlocker, password }: { unlocker: Unlocker; password: string }) =>
      changeSlots(unlocker, async (slots, dataKey) => {
        const next = parseInput(unlockerSchema, { kind: 'password', password })
        verifyPassword(next)
        return [await sealSlot(next, dataKey), ...slots.filter((slot) => slot.kind !== 'password')]
      }),

    addPasskey: ({ unlocker, passkey }: { unlocker: Unlocker; passkey: PasskeyUnlocker }) =>
      changeSlots(unlocker, async (slots, dataKey) => {
        const next = parseInput(unlockerSchema, passkey)
        return [...slots.filter((slot) => !matches(slot, next)), await sealSlot(next, dataKey)]
      }),

    removePasskey: ({ unlocker, credentialId }: { unlocker: Unlocker; credentialId: string }) =>
      changeSlots(unlocker, async (slots) =>
        slots.filter((slot) => slot.kind !== 'passkey' || slot.credentialId !== credentialId),
      ),
  }
}

/** One keystore operation at a time: a double click must not make two wallets. */
function createExclusive(): Exclusive {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const run = last.then(task, task)
    last = run.catch(() => {})
    return run
  }
}
