import { KECCAK256_NULL } from '@ethereumjs/util'
import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import type { Header } from '../chain/Header.ts'
import { emptyRootBytes } from '../chain/trie/orderedRoot.ts'
import { emptyRoot } from '../chain/trie/Trie.ts'
import { emptyOmmersHash } from './buildBlock.ts'
import type { StateDiff } from './StateReader.ts'
import { type AccountChange, addressKey, StateTries } from './StateTries.ts'

/** One account at genesis, in the spelling of geth's and Besu's genesis files. */
export type GenesisAccount = {
  balance: Hex
  nonce?: Hex | undefined
  code?: Hex | undefined
  storage?: Readonly<Record<Hex, Hex>> | undefined
}
export type GenesisAlloc = Readonly<Record<Address, GenesisAccount>>

export type GenesisOptions = {
  alloc: GenesisAlloc
  extraData: Hex
  gasLimit: bigint
  timestamp: number
}

/** Returns the first header of a QBFT chain and the state that it commits to. */
export function createGenesis({ alloc, ...options }: GenesisOptions): { header: Header; diff: StateDiff } {
  const { root, diff } = createGenesisState(alloc)
  const header: Header = {
    parentHash: `0x${'00'.repeat(32)}`,
    ommersHash: emptyOmmersHash,
    miner: `0x${'00'.repeat(20)}`,
    stateRoot: root,
    transactionsRoot: emptyRoot,
    receiptsRoot: emptyRoot,
    logsBloom: `0x${'00'.repeat(256)}`,
    difficulty: 1n,
    number: 0,
    gasLimit: options.gasLimit,
    gasUsed: 0n,
    timestamp: options.timestamp,
    extraData: options.extraData,
    mixHash: '0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365',
    nonce: '0x0000000000000000',
    baseFeePerGas: 0n,
    withdrawalsRoot: emptyRoot,
    blobGasUsed: 0n,
    excessBlobGas: 0n,
    parentBeaconBlockRoot: `0x${'00'.repeat(32)}`,
  }
  return { header, diff }
}

/** Returns the state of an allocation: its root, and the nodes and codes that storage has to keep. */
export function createGenesisState(alloc: GenesisAlloc): { root: Hex; diff: StateDiff } {
  const tries = new StateTries({ root: emptyRoot, node: () => undefined, code: () => undefined })
  const codes: StateDiff['codes'] = new Map()
  const changes = Object.entries(alloc).map(
    ([address, account]) => [addressKey(address.toLowerCase() as Address), toChange(account, codes)] as const,
  )
  const { root, nodes } = tries.apply(changes)
  return { root, diff: { nodes, codes } }
}

function toChange(account: GenesisAccount, codes: StateDiff['codes']): AccountChange {
  const code = decodeHex(account.code ?? '0x')
  const codeHash = code.length === 0 ? KECCAK256_NULL : keccak256(code)
  if (code.length > 0) codes.set(encodeHex(codeHash), code)
  const slots = Object.entries(account.storage ?? {}).map(
    ([key, value]) => [String.fromCharCode(...toWord(key)), withoutLeadingZeros(toWord(value))] as const,
  )
  return {
    account: {
      nonce: BigInt(account.nonce ?? '0x0'),
      balance: BigInt(account.balance),
      storageRoot: emptyRootBytes,
      codeHash,
    },
    cleared: false,
    slots,
  }
}

function toWord(hex: string): Uint8Array {
  return decodeHex(`0x${hex.replace(/^0x/, '').padStart(64, '0')}`)
}

function withoutLeadingZeros(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0)
  return start < 0 ? bytes.subarray(bytes.length) : bytes.subarray(start)
}
