import { expect, test } from 'vitest'
import { decodeHex, encodeHex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { emptyRoot } from '../chain/trie/Trie.ts'
import { createGenesis, createGenesisState, type GenesisAlloc } from './createGenesis.ts'
import { createMemoryReader } from './createMemoryReader.ts'
import { addressKey, StateTries } from './StateTries.ts'

const [rich, contract] = [`0x${'aa'.repeat(20)}`, `0x${'bb'.repeat(20)}`] as const
const slot = (n: number) => `0x${n.toString(16).padStart(64, '0')}` as const
const alloc: GenesisAlloc = {
  [rich]: { balance: '0x64' },
  [contract]: { balance: '0x0', nonce: '0x1', code: '0x6001', storage: { [slot(1)]: slot(5), [slot(2)]: slot(0x100) } },
}

test('nothing allocated is the empty state', () => {
  expect(createGenesisState({}).root).toBe(emptyRoot)
})

test('what is allocated can be read from the state', () => {
  const { root, diff } = createGenesisState(alloc)
  const tries = new StateTries(createMemoryReader(root, diff))
  expect(tries.account(addressKey(rich))).toMatchObject({ balance: 100n, nonce: 0n })
  const { codeHash, nonce } = tries.account(addressKey(contract))!
  expect(nonce).toBe(1n)
  expect(encodeHex(codeHash)).toBe(encodeHex(keccak256(decodeHex('0x6001'))))
  expect(tries.code(encodeHex(codeHash))).toEqual(decodeHex('0x6001'))
  const read = (n: number) => tries.slot(addressKey(contract), String.fromCharCode(...decodeHex(slot(n))))
  expect([read(1), read(2), read(3)]).toEqual([Uint8Array.of(5), Uint8Array.of(1, 0), new Uint8Array()])
})

test('spelling does not matter: upper case, short keys and values, slots of zero', () => {
  const spelled = {
    [rich.toUpperCase().replace('0X', '0x')]: { balance: '0x0064', nonce: '0x0' },
    [contract]: { ...alloc[contract]!, storage: { '0x1': '0x05', '0x2': '0x0100', [slot(9)]: slot(0) } },
  } as GenesisAlloc
  expect(createGenesisState(spelled).root).toBe(createGenesisState(alloc).root)
})

test('the header commits to the state and to nothing else yet', () => {
  const { header } = createGenesis({ alloc, extraData: '0x', gasLimit: 5n, timestamp: 7 })
  expect(header).toMatchObject({ number: 0, stateRoot: createGenesisState(alloc).root, gasLimit: 5n, timestamp: 7 })
  expect([header.transactionsRoot, header.receiptsRoot]).toEqual([emptyRoot, emptyRoot])
})
