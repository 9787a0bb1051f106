import { beforeAll, expect, test } from 'vitest'
import { type Address, decodeHex } from '../../lib/bytes/hex.ts'
import { loadKeccak } from '../../lib/bytes/keccak256.ts'
import { hashQbftHeader } from '../../lib/chain/hashHeader.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { createGenesis } from '../../lib/engine/createGenesis.ts'
import { besuGenesis } from '../besu/besuGenesis.ts'
import { createDevelopmentGenesis } from './createDevelopmentGenesis.ts'
import {
  DevelopmentKeysError,
  developmentAccounts,
  developmentChainId,
  developmentProducers,
} from './developmentKeys.ts'

/*
 * The hash of the development chain's block 0. It follows from the contracts' bytecode and from nothing else that varies,
 * so every machine finds the same. After a change of a contract: `npm run contracts`, then put the hash that this test
 * finds here. Chains that were begun before are then other chains.
 */
const genesisHash = '0x5fd504928103484fd286164fdb92d98a71a455425948afbfaa162174b9c0b1aa'

beforeAll(loadKeccak)

test('the development chain begins with the same block everywhere', async () => {
  expect(hashQbftHeader(createGenesis(await createDevelopmentGenesis()).header)).toBe(genesisHash)
})

test('two runs give the same allocation, byte for byte and in the same order', async () => {
  const [first, second] = [await createDevelopmentGenesis(), await createDevelopmentGenesis()]
  expect(JSON.stringify(first.alloc)).toBe(JSON.stringify(second.alloc))
})

test('the order in which an allocation is written does not change the state', async () => {
  const genesis = await createDevelopmentGenesis()
  const reversed = Object.fromEntries(
    Object.entries(genesis.alloc)
      .reverse()
      .map(([address, account]) => {
        const storage = Object.fromEntries(Object.entries(account.storage ?? {}).reverse())
        return [address.toUpperCase().replace('0X', '0x'), { ...account, storage }]
      }),
  )
  const { header } = createGenesis({ ...genesis, alloc: reversed })
  expect(header.stateRoot).toBe(createGenesis(genesis).header.stateRoot)
})

test('one changed slot is another genesis', async () => {
  const genesis = await createDevelopmentGenesis()
  const qdt = genesis.alloc[systemContracts.qdt]!
  const [slot, value] = Object.entries(qdt.storage!)[0]!
  const changed = { ...qdt.storage, [slot]: `0x${(BigInt(value) + 1n).toString(16).padStart(64, '0')}` as const }
  const alloc = { ...genesis.alloc, [systemContracts.qdt]: { ...qdt, storage: changed } }
  const { header } = createGenesis({ ...genesis, alloc })
  expect(header.stateRoot).not.toBe(createGenesis(genesis).header.stateRoot)
})

test('Besu starts from the same allocation; only the word that says "shuffled" differs, in code', async () => {
  const embedded = await createDevelopmentGenesis()
  const other = await createDevelopmentGenesis({ shuffled: false })
  const besu = besuGenesis(other).alloc as Record<Address, { code?: string; storage?: object; balance: string }>
  const plain = (address: string) => address.toLowerCase().replace(/^0x/, '')
  const byAddress = new Map(Object.entries(besu).map(([address, account]) => [plain(address), account]))
  expect([...byAddress.keys()].sort()).toEqual(Object.keys(embedded.alloc).map(plain).sort())
  for (const [address, account] of Object.entries(embedded.alloc)) {
    const found = byAddress.get(plain(address))!
    expect(BigInt(found.balance)).toBe(BigInt(account.balance))
    expect(found.storage ?? {}).toEqual(account.storage ?? {})
    const [ours, theirs] = [decodeHex(account.code ?? '0x'), decodeHex(found.code ?? '0x')]
    const differing = [...ours].flatMap((byte, index) => (byte === theirs[index] ? [] : [index]))
    expect(theirs.length).toBe(ours.length)
    if (address !== systemContracts.election) expect([...differing]).toEqual([])
    for (const index of differing) expect([ours[index], theirs[index]]).toEqual([1, 0])
  }
})

test('development keys exist on the development chain only', () => {
  expect(() => developmentAccounts(1)).toThrow(DevelopmentKeysError)
  expect(() => developmentProducers(developmentChainId + 1)).toThrow(DevelopmentKeysError)
  expect(developmentAccounts(developmentChainId, 1)[0]!.address).toBe('0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266')
})
