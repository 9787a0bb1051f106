import { IDBFactory } from 'fake-indexeddb'
import { recoverMessageAddress, recoverTransactionAddress, recoverTypedDataAddress } from 'viem'
import { expect, test } from 'vitest'
import { encodeHex, type Hex } from '../bytes/hex.ts'
import { createKeystoreStore } from './createKeystoreStore.ts'
import { createVault, type VaultChange, type VaultOptions } from './createVault.ts'
import { lightKdf } from './fixtures/lightKdf.ts'
import { mail } from './fixtures/mail.ts'
import type { Unlocker } from './keystoreSlots.ts'
import { parseTypedData } from './parseTypedData.ts'

const mnemonic = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
const unlocker: Unlocker = { kind: 'password', password: 'correct horse battery', parameters: lightKdf }
const wrong: Unlocker = { kind: 'password', password: 'wrong horse battery' }
const passkey = {
  kind: 'passkey',
  credentialId: 'AQIDBA',
  salt: `0x${'09'.repeat(32)}` as Hex,
  prfOutput: new Uint8Array(32).fill(5),
} as const
const transaction = {
  type: 'eip1559',
  chainId: 2018,
  nonce: 0,
  gas: 21_000n,
  to: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  value: 1n,
  maxFeePerGas: 0n,
  maxPriorityFeePerGas: 0n,
} as const

function createTab(indexedDB = new IDBFactory(), options: Partial<VaultOptions> = {}) {
  return createVault({ store: createKeystoreStore({ indexedDB }), ...options })
}

async function createOpened(indexedDB = new IDBFactory(), options: Partial<VaultOptions> = {}) {
  const vault = createTab(indexedDB, options)
  const { accounts } = await vault.restore({ mnemonic, unlocker })
  return { vault, account: accounts[0]! }
}

test('makes a wallet whose words restore the same accounts and data keys on another machine', async () => {
  const here = createTab()
  const made = await here.create({ unlocker, wordCount: 24, language: 'japanese', passphrase: 'ｐàss' })
  const there = createTab()
  const restored = await there.restore({ mnemonic: made.mnemonic, passphrase: 'pàss', unlocker })
  expect(restored.accounts).toEqual(made.accounts)
  expect(await there.dataSeed()).toEqual(await here.dataSeed())
})

test('derives a data seed that is fixed by the words for ever', async () => {
  const { vault } = await createOpened()
  expect(encodeHex(await vault.dataSeed())).toBe('0x15bfc51bf930f19bb2e47d5a84507c0f774f8a11de0400af659ea6b7b87a9048')
})

test('signs for its accounts what others can verify', async () => {
  const { vault, account } = await createOpened()
  const signed = await vault.signTransaction({ address: account, transaction })
  expect(await recoverTransactionAddress({ serializedTransaction: signed as `0x02${string}` })).toBe(account)
  const signature = await vault.signMessage({ address: account, message: 'hello' })
  expect(await recoverMessageAddress({ message: 'hello', signature })).toBe(account)
  const typed = await vault.signTypedData({ address: account, typedData: parseTypedData(mail) })
  expect(await recoverTypedDataAddress({ ...mail, signature: typed })).toBe(account)
})

test('does nothing while locked, and opens again with the password only', async () => {
  const { vault, account } = await createOpened()
  await vault.lock()
  const locked = { name: 'Wallet.LockedError' }
  await expect(vault.accounts()).rejects.toMatchObject(locked)
  await expect(vault.dataSeed()).rejects.toMatchObject(locked)
  await expect(vault.addAccount()).rejects.toMatchObject(locked)
  await expect(vault.signMessage({ address: account, message: 'x' })).rejects.toMatchObject(locked)
  await expect(vault.signTransaction({ address: account, transaction })).rejects.toMatchObject(locked)
  expect(await vault.state()).toEqual({
    status: 'locked',
    accounts: [],
    hasPassword: true,
    passkeys: [],
    publicWords: false,
  })
  await expect(vault.unlock({ unlocker: wrong })).rejects.toMatchObject({ name: 'Wallet.WrongPasswordError' })
  expect((await vault.unlock({ unlocker })).accounts).toEqual([account])
})

test('stays locked when it is locked while a password is being checked', async () => {
  const { vault } = await createOpened()
  await vault.lock()
  const unlocking = expect(vault.unlock({ unlocker })).rejects.toMatchObject({ name: 'Wallet.LockedError' })
  await vault.lock()
  await unlocking
  expect((await vault.state()).status).toBe('locked')
})

test('locks itself by the clock, even when no timer fired', async () => {
  let nowMs = 0
  const changes: VaultChange[] = []
  const { vault, account } = await createOpened(new IDBFactory(), {
    autoLockMs: 60_000,
    now: () => nowMs,
    setTimer: () => () => {},
    onChange: (change) => changes.push(change),
  })
  nowMs = 59_999
  await vault.signMessage({ address: account, message: 'still open, and counted as a touch' })
  nowMs = 119_998
  await vault.touch()
  expect((await vault.state()).status).toBe('unlocked')
  nowMs = 179_998
  await expect(vault.signMessage({ address: account, message: 'x' })).rejects.toMatchObject({
    name: 'Wallet.LockedError',
  })
  expect(changes).toEqual(['changed', 'auto-locked'])
})

test('adds accounts that are there after the next unlock, and in every tab', async () => {
  const indexedDB = new IDBFactory()
  const { vault, account } = await createOpened(indexedDB)
  const other = createTab(indexedDB)
  await other.unlock({ unlocker })
  await Promise.all([vault.addAccount(), other.addAccount(), vault.addAccount(), other.addAccount()])
  await vault.lock()
  const { accounts } = await vault.unlock({ unlocker })
  expect(accounts).toHaveLength(5)
  expect(new Set(accounts).size).toBe(5)
  expect(accounts[0]).toBe(account)
  await expect(vault.signMessage({ address: accounts[4]!, message: 'x' })).resolves.toMatch(/^0x/)
})

test('makes one wallet of a double click', async () => {
  const vault = createTab()
  const results = await Promise.allSettled([vault.create({ unlocker }), vault.create({ unlocker })])
  expect(results).toMatchObject([{ status: 'fulfilled' }, { reason: { name: 'Wallet.ExistsError' } }])
  await expect(vault.restore({ mnemonic, unlocker })).rejects.toMatchObject({ name: 'Wallet.ExistsError' })
})

test('notices that another tab replaced the wallet', async () => {
  const indexedDB = new IDBFactory()
  const { vault } = await createOpened(indexedDB)
  const other = createTab(indexedDB)
  await other.remove()
  await other.create({ unlocker })
  await expect(vault.addAccount()).rejects.toMatchObject({ name: 'Wallet.LockedError' })
  expect((await other.accounts()).length).toBe(1)
})

test('shows the words only to who gives password or passkey again', async () => {
  const { vault } = await createOpened()
  expect(await vault.revealMnemonic({ unlocker })).toEqual({ mnemonic, passphrase: '' })
  await expect(vault.revealMnemonic({ unlocker: wrong })).rejects.toMatchObject({ name: 'Wallet.WrongPasswordError' })
})

test('changes the password: the new one opens, the old one does not', async () => {
  const { vault, account } = await createOpened()
  await vault.setPassword({ unlocker, password: 'another password' })
  await vault.lock()
  await expect(vault.unlock({ unlocker })).rejects.toMatchObject({ name: 'Wallet.WrongPasswordError' })
  const next: Unlocker = { kind: 'password', password: 'another password' }
  expect((await vault.unlock({ unlocker: next })).accounts).toEqual([account])
})

test('opens by passkey once one was added, until it is removed', async () => {
  const { vault, account } = await createOpened()
  await vault.addPasskey({ unlocker, passkey })
  await vault.lock()
  const { passkeys, hasPassword } = await vault.state()
  expect({ passkeys, hasPassword }).toEqual({
    passkeys: [{ credentialId: passkey.credentialId, salt: passkey.salt }],
    hasPassword: true,
  })
  expect((await vault.unlock({ unlocker: passkey })).accounts).toEqual([account])
  await vault.removePasskey({ unlocker: passkey, credentialId: passkey.credentialId })
  await vault.lock()
  await expect(vault.unlock({ unlocker: passkey })).rejects.toMatchObject({ name: 'Wallet.NoSuchSlotError' })
  await vault.unlock({ unlocker })
})

test('works with a passkey alone, and keeps the last way in', async () => {
  const vault = createTab()
  const { accounts } = await vault.create({ unlocker: passkey })
  const { credentialId } = passkey
  await expect(vault.removePasskey({ unlocker: passkey, credentialId })).rejects.toMatchObject({
    name: 'Wallet.LastSlotError',
  })
  await vault.lock()
  expect((await vault.unlock({ unlocker: passkey })).accounts).toEqual(accounts)
})

test('moves to another browser as an encrypted file', async () => {
  const { vault } = await createOpened()
  const { accounts } = await vault.addAccount()
  const { text } = await vault.exportKeystore()
  const there = createTab()
  await expect(there.importKeystore({ text, unlocker: wrong })).rejects.toMatchObject({
    name: 'Wallet.WrongPasswordError',
  })
  expect((await there.state()).status).toBe('empty')
  expect((await there.importKeystore({ text, unlocker })).accounts).toEqual(accounts)
})

test('forgets everything when removed', async () => {
  const indexedDB = new IDBFactory()
  const { vault } = await createOpened(indexedDB)
  await vault.remove()
  expect(await createKeystoreStore({ indexedDB }).load()).toEqual({ text: undefined, revision: 2 })
  expect((await vault.state()).status).toBe('empty')
  await expect(vault.unlock({ unlocker })).rejects.toMatchObject({ name: 'Wallet.NoWalletError' })
})

test('keeps a passphrase as it was typed, and refuses one that cannot be kept', async () => {
  const vault = createTab()
  const { accounts } = await vault.restore({ mnemonic, passphrase: 'Ångström ﬁ', unlocker })
  await vault.lock()
  expect((await vault.unlock({ unlocker })).accounts).toEqual(accounts)
  expect((await vault.revealMnemonic({ unlocker })).passphrase).toBe('Ångström ﬁ')
  await expect(createTab().restore({ mnemonic, passphrase: '\ud800', unlocker })).rejects.toMatchObject({
    name: 'Wallet.InvalidInputError',
  })
})

test('refuses short passwords, unknown accounts and transactions it cannot show', async () => {
  const short: Unlocker = { kind: 'password', password: '1234567' }
  await expect(createTab().create({ unlocker: short })).rejects.toMatchObject({ name: 'Wallet.WeakPasswordError' })
  const { vault, account } = await createOpened()
  await expect(vault.signMessage({ address: transaction.to, message: 'x' })).rejects.toMatchObject({
    name: 'Wallet.UnknownAccountError',
  })
  const odd = [
    { ...transaction, chainId: undefined },
    { ...transaction, type: 'eip7702', authorizationList: [] },
    { ...transaction, blobs: [] },
    { ...transaction, to: '0x12' },
    { ...transaction, value: -1n },
  ]
  for (const one of odd) {
    const signing = vault.signTransaction({ address: account, transaction: one as unknown as typeof transaction })
    await expect(signing).rejects.toMatchObject({ name: 'Wallet.InvalidInputError' })
  }
})

test('signs with words that everybody knows for development chains only', async () => {
  const words = 'test test test test test test test test test test test junk'
  const vault = createTab(new IDBFactory(), { developmentChainIds: [2018] })
  const { accounts } = await vault.restore({ mnemonic: words, unlocker })
  const address = accounts[0]!
  expect((await vault.state()).publicWords).toBe(true)
  await expect(vault.signTransaction({ address, transaction })).resolves.toMatch(/^0x02/)
  const refused = { name: 'Wallet.PublicWordsError', code: 4100 }
  const elsewhere = { ...transaction, chainId: 1 }
  await expect(vault.signTransaction({ address, transaction: elsewhere })).rejects.toMatchObject(refused)
  await expect(vault.signTypedData({ address, typedData: parseTypedData(mail) })).rejects.toMatchObject(refused)
  const own = createTab(new IDBFactory(), { developmentChainIds: [2018] })
  const { accounts: others } = await own.restore({ mnemonic: words, passphrase: 'mine', unlocker })
  await expect(own.signTransaction({ address: others[0]!, transaction: elsewhere })).resolves.toMatch(/^0x02/)
})

test('leaves no secret in storage, state, changes or errors', async () => {
  const indexedDB = new IDBFactory()
  const changes: unknown[] = []
  const errors: unknown[] = []
  const { vault, account } = await createOpened(indexedDB, { onChange: (change) => changes.push(change) })
  const note = (error: unknown) => errors.push(error)
  await vault.restore({ mnemonic, unlocker }).catch(note)
  await vault.create({ unlocker: { ...unlocker, extra: mnemonic } as Unlocker }).catch(note)
  await vault.restore({ mnemonic: `${mnemonic} sausage`, unlocker }).catch(note)
  await vault.restore({ mnemonic: mnemonic.replace('wave', 'winner'), unlocker }).catch(note)
  await vault.unlock({ unlocker: wrong }).catch(note)
  await vault.signMessage({ address: mnemonic as Hex, message: 'x' }).catch(note)
  await vault.importKeystore({ text: mnemonic, unlocker }).catch(note)
  const other = createTab()
  await other.importKeystore({ text: mnemonic, unlocker }).catch(note)
  await other.importKeystore({ text: `{"format":"${mnemonic}"}`, unlocker }).catch(note)
  await other.restore({ mnemonic: `${mnemonic} sausage`, unlocker }).catch(note)
  await other.restore({ mnemonic: mnemonic.replace('wave', 'winner'), unlocker }).catch(note)
  await other.restore({ mnemonic: mnemonic.replace('wave', 'wavve'), unlocker }).catch(note)
  expect(errors).toHaveLength(12)

  await vault.addPasskey({ unlocker, passkey })
  const privateKey = '33fa40f84e854b941c2b0436dd4a256e1df1cb41b9c1c0ccc8446408c19b8bf9'
  const shown = [
    ...errors.map(flatten),
    JSON.stringify(changes),
    JSON.stringify(await vault.state()),
    (await vault.exportKeystore()).text,
    JSON.stringify(await createKeystoreStore({ indexedDB }).load()),
  ].join('\n')
  for (const secret of [
    'sausage',
    'winner',
    'wavve',
    'correct horse',
    'wrong horse',
    privateKey,
    '7f7f7f7f',
    '0505050505',
  ]) {
    expect(shown).not.toContain(secret)
  }
  expect(shown).not.toContain(encodeHex(await vault.dataSeed()).slice(2))
  expect(account).toMatch(/^0x/)
})

function flatten(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return JSON.stringify(error, Object.getOwnPropertyNames(error)) + error.stack + flatten(error.cause)
}
