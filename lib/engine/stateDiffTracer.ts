import type { EVM, InterpreterStep, Message } from '@ethereumjs/evm'
import { type Address as AccountAddress, bytesToHex, createAddressFromString, setLengthLeft } from '@ethereumjs/util'
import { type Address, decodeHex, encodeHex, formatQuantity, type Hex } from '../bytes/hex.ts'
import type { Tracer } from './Tracer.ts'

/** An account in the spelling of geth's prestateTracer; what is zero or empty is left out. */
export type AccountState = { balance?: Hex; nonce?: number; code?: Hex; storage?: Record<Hex, Hex> }
/** Accounts that changed: as they were, and of what they are now only what differs. A new one is not in `pre`, a gone one not in `post`. */
export type StateDiff = { pre: Record<Address, AccountState>; post: Record<Address, AccountState> }

const sstoreCode = 0x55
const zeroWord = `0x${'00'.repeat(32)}` as Hex

/** Starts to note what a message changes, as geth's prestateTracer does in its mode of differences. */
export function startStateDiffTracer(evm: EVM, accounts: readonly Address[]): Tracer {
  const before = new Map<Address, Promise<AccountState | undefined>>()
  const slots = new Map<Address, Map<Hex, Hex>>()
  const note = (address: AccountAddress) => {
    const key = address.toString()
    if (!before.has(key)) before.set(key, readAccount(evm, address))
    return before.get(key)
  }
  const reading = Promise.all(accounts.map((address) => note(createAddressFromString(address))))

  const onStep = async ({ opcode, stack, address }: InterpreterStep, resolve?: () => void) => {
    if (opcode.code === sstoreCode && stack.length > 0) await noteSlot(address, stack.at(-1)!)
    resolve?.()
  }
  const noteSlot = async (address: AccountAddress, slot: bigint) => {
    const known = slots.get(address.toString()) ?? new Map<Hex, Hex>()
    slots.set(address.toString(), known)
    const key = toWord(slot)
    if (!known.has(key)) known.set(key, await readSlot(evm, address, key))
  }
  const onBefore = async (message: Message, resolve?: () => void) => {
    await note(message.caller)
    if (message.to) await note(message.to)
    resolve?.()
  }
  const onNew = async ({ address }: { address: AccountAddress }, resolve?: () => void) => {
    before.set(address.toString(), before.get(address.toString()) ?? Promise.resolve(undefined))
    resolve?.()
  }
  evm.events.on('step', onStep)
  evm.events.on('beforeMessage', onBefore)
  evm.events.on('newContract', onNew)
  return {
    ready: async () => void (await reading),
    async finish() {
      evm.events.off('step', onStep)
      evm.events.off('beforeMessage', onBefore)
      evm.events.off('newContract', onNew)
      const diff: StateDiff = { pre: {}, post: {} }
      for (const [address, was] of before) await addChange(evm, diff, address, await was, slots.get(address))
      return diff
    },
  }
}

async function addChange(
  evm: EVM,
  diff: StateDiff,
  address: Address,
  was: AccountState | undefined,
  slots: ReadonlyMap<Hex, Hex> = new Map(),
): Promise<void> {
  const account = createAddressFromString(address)
  const now = await readAccount(evm, account)
  const changed = new Map<Hex, [Hex, Hex]>()
  for (const [key, value] of slots) {
    const current = await readSlot(evm, account, key)
    if (current !== value) changed.set(key, [value, current])
  }
  const post = now && differenceOf(was, now, changed)
  if (was && now && Object.keys(post!).length === 0) return
  if (was) diff.pre[address] = { ...was, ...storageOf(changed, 0) }
  if (now && (was || Object.keys(post!).length > 0)) diff.post[address] = post!
}

/** What differs. A balance that is gone is told as zero, since leaving it out would mean that it stayed. */
function differenceOf(
  was: AccountState | undefined,
  now: AccountState,
  changed: ReadonlyMap<Hex, [Hex, Hex]>,
): AccountState {
  return {
    ...(now.balance !== was?.balance && { balance: now.balance ?? '0x0' }),
    ...(now.nonce !== was?.nonce && now.nonce !== undefined && { nonce: now.nonce }),
    ...(now.code !== was?.code && { code: now.code ?? '0x' }),
    ...storageOf(changed, 1),
  }
}

function storageOf(changed: ReadonlyMap<Hex, [Hex, Hex]>, side: 0 | 1): Pick<AccountState, 'storage'> {
  const entries = [...changed].filter(([, values]) => values[side] !== zeroWord)
  return entries.length === 0
    ? {}
    : { storage: Object.fromEntries(entries.map(([key, values]) => [key, values[side]])) }
}

async function readAccount(evm: EVM, address: AccountAddress): Promise<AccountState | undefined> {
  const account = await evm.stateManager.getAccount(address)
  if (!account || account.isEmpty()) return undefined
  const code = await evm.stateManager.getCode(address)
  return {
    ...(account.balance > 0n && { balance: formatQuantity(account.balance) }),
    ...(account.nonce > 0n && { nonce: Number(account.nonce) }),
    ...(code.length > 0 && { code: encodeHex(code) }),
  }
}

async function readSlot(evm: EVM, address: AccountAddress, key: Hex): Promise<Hex> {
  return bytesToHex(setLengthLeft(await evm.stateManager.getStorage(address, decodeHex(key)), 32))
}

function toWord(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, '0')}`
}
