import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Address } from '../../lib/bytes/hex.ts'
import { decodeExtraData } from '../../lib/chain/extraData.ts'
import { producers } from '../../lib/chain/fixtures/sealHeader.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import type { GenesisAlloc } from '../../lib/engine/createGenesis.ts'
import { besuImage } from './besuCompose.ts'
import { besuGenesis } from './besuGenesis.ts'
import { type BesuNetworkOptions, writeBesuNetwork } from './writeBesuNetwork.ts'

const vanity = '00'.repeat(32)
const known = producers(21)
const keys = (count: number) => known.slice(0, count).map(({ privateKey }) => privateKey)

/** An Election that holds its set in slot 0 and following, as simple as a test needs it. */
const createAlloc = (validators: readonly Address[]): GenesisAlloc => ({
  '0xFE3B557E8fb62b89f4916b721be55ceb828dbd73': {
    balance: '0x0de0b6b3a7640000',
    nonce: '0x0',
    code: '0x',
    storage: {},
  },
  [systemContracts.election]: {
    balance: '0x0',
    nonce: '0x1',
    code: '0x60FE',
    storage: Object.fromEntries(validators.map((address, i) => [`0x${(i + 1).toString(16)}`, address])),
  },
})

const state = { gasLimit: 30_000_000n, timestamp: 0 }
const createState = (validators: readonly Address[]) => ({ ...state, alloc: createAlloc(validators) })

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'besu-network-'))
})
afterEach(() => rm(root, { recursive: true }))

function write(options: Partial<BesuNetworkOptions> = {}) {
  return writeBesuNetwork({ directory: join(root, 'a'), nodeCount: 4, chainId: 7, createState, ...options })
}

async function readTree(directory: string): Promise<Record<string, string>> {
  const paths = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const files = paths.map(async (entry) => {
    const path = join(entry.parentPath, entry.name)
    return [path.slice(directory.length + 1), await readFile(path, 'utf8')]
  })
  return Object.fromEntries((await Promise.all(files)).sort())
}

const refused = (name: string) => expect.objectContaining({ name })

test('points Besu at Election, with free gas and the forks of the embedded chain', () => {
  const genesis = besuGenesis({ ...state, chainId: 7, alloc: createAlloc([]) })
  expect(genesis.config).toEqual({
    chainId: 7,
    berlinBlock: 0,
    londonBlock: 0,
    shanghaiTime: 0,
    cancunTime: 0,
    zeroBaseFee: true,
    qbft: {
      blockperiodseconds: 1,
      emptyblockperiodseconds: 5,
      requesttimeoutseconds: 4,
      epochlength: 30000,
      validatorcontractaddress: '0x0000000000000000000000000000000000001002',
    },
  })
  expect(genesis.extraData).toBe(`0xe5a0${vanity}c0c080c0`)
  expect(decodeExtraData(genesis.extraData).validators).toEqual([])
  expect(genesis).toMatchObject({ difficulty: '0x1', baseFeePerGas: '0x0', gasLimit: '0x1c9c380', timestamp: '0x0' })
  expect(genesis.mixHash).toBe('0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365')
})

test('spells each account in one way', () => {
  expect(besuGenesis({ ...state, chainId: 7, alloc: createAlloc([known[0]!.address]) }).alloc).toEqual({
    '0x0000000000000000000000000000000000001002': {
      balance: '0x0',
      nonce: '0x1',
      code: '0x60fe',
      storage: { [`0x${'00'.repeat(31)}01`]: `0x${'00'.repeat(12)}${known[0]!.address.slice(2)}` },
    },
    '0xfe3b557e8fb62b89f4916b721be55ceb828dbd73': { balance: '0xde0b6b3a7640000' },
  })
})

test('refuses a genesis without Election', () => {
  expect(() => besuGenesis({ ...state, chainId: 7, alloc: {} })).toThrow(refused('Besu.ElectionMissingError'))
  const alloc: GenesisAlloc = { [systemContracts.election]: { balance: '0x0', code: '0x' } }
  expect(() => besuGenesis({ ...state, chainId: 7, alloc })).toThrow(refused('Besu.ElectionMissingError'))
})

test('writes the same files for the same keys', async () => {
  const { genesisHash } = await write({ privateKeys: keys(4) })
  const again = await write({ privateKeys: keys(4), directory: join(root, 'b') })
  expect(again.genesisHash).toBe(genesisHash)
  const other = await write({ privateKeys: keys(5).slice(1), directory: join(root, 'c') })
  expect(other.genesisHash).not.toBe(genesisHash)
  const tree = await readTree(join(root, 'a'))
  expect(await readTree(join(root, 'b'))).toEqual(tree)
  const own = ['config.toml', 'data/key', 'genesis.json', 'static-nodes.json']
  const nodes = ['node-1', 'node-2', 'node-3', 'node-4']
  expect(Object.keys(tree)).toEqual([
    '.gitignore',
    'compose.yaml',
    ...nodes.flatMap((n) => own.map((f) => `${n}/${f}`)),
  ])
})

test('makes a fresh key for each node, elects it and keeps it from other users and from git', async () => {
  const { nodes } = await write()
  expect(new Set(nodes.map(({ address }) => address)).size).toBe(4)
  const tree = await readTree(join(root, 'a'))
  const genesis = JSON.parse(tree['node-3/genesis.json']!)
  const elected = Object.values<string>(genesis.alloc[systemContracts.election].storage).map(
    (word) => `0x${word.slice(26)}`,
  )
  expect(elected.toSorted()).toEqual(nodes.map(({ address }) => address).toSorted())
  expect(tree['node-1/data/key']).toMatch(/^0x[0-9a-f]{64}$/)
  expect((await stat(join(root, 'a/node-1/data/key'))).mode & 0o077).toBe(0)
  expect(tree['.gitignore']).toBe('*\n')
  await write({ directory: join(root, 'b') })
  expect((await readTree(join(root, 'b')))['node-1/data/key']).not.toBe(tree['node-1/data/key'])
})

test('introduces each node to all others', async () => {
  const { nodes } = await write({ nodeCount: 21, privateKeys: keys(21) })
  const tree = await readTree(join(root, 'a'))
  for (const node of nodes) {
    const peers: string[] = JSON.parse(tree[`${node.name}/static-nodes.json`]!)
    expect(peers).toEqual(nodes.filter((other) => other !== node).map(({ enode }) => enode))
    expect(node.enode).toMatch(new RegExp(`^enode://[0-9a-f]{128}@${node.host}:30303$`))
    expect(tree[`${node.name}/config.toml`]).toContain(`p2p-host="${node.host}"`)
  }
  expect(new Set(nodes.map(({ host }) => host)).size).toBe(21)
})

test('starts every node on this machine, JSON-RPC on loopback only', async () => {
  const { nodes } = await write({ rpcPort: 9000 })
  const compose = (await readTree(join(root, 'a')))['compose.yaml']!
  expect(compose.match(/^ {2}node-\d+:$/gm)).toHaveLength(4)
  expect(compose.split(`image: ${besuImage}`)).toHaveLength(5)
  expect(compose.match(/- "(.+):\d+"$/gm)?.every((port) => port.includes('"127.0.0.1:'))).toBe(true)
  expect(compose).toContain('"127.0.0.1:9006:8545"')
  for (const { host } of nodes) expect(compose).toContain(`ipv4_address: ${host}`)
})

test('gives each machine its own compose file when there are several', async () => {
  const hosts = ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5']
  const { nodes } = await write({ hosts })
  const tree = await readTree(join(root, 'a'))
  expect(tree['compose.yaml']).toBeUndefined()
  expect(nodes.map(({ host }) => host)).toEqual(hosts)
  expect(tree['node-2/compose.yaml']).toContain('BESU_RPC_HTTP_HOST: 127.0.0.1')
  expect(tree['node-2/compose.yaml']).toContain('- .:/opt/besu/node')
})

test('writes each setting of a node once, as TOML', async () => {
  await write()
  const config = (await readTree(join(root, 'a')))['node-1/config.toml']!
  const settings = config.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  for (const line of settings)
    expect(line).toMatch(/^[a-z0-9-]+=(?:"[^"]*"|\d+(?:\.\d+)?|true|false|\["[^"]*"(?:,"[^"]*")*\])$/)
  const names = settings.map((line) => line.split('=')[0])
  expect(new Set(names).size).toBe(names.length)
  expect(settings).toContain('min-gas-price=0')
  expect(settings).toContain('data-storage-format="FOREST"')
})

test('refuses a directory with anything in it, and writes nothing then', async () => {
  await write()
  const before = await readTree(join(root, 'a'))
  await expect(write()).rejects.toThrow(refused('Besu.DirectoryNotEmptyError'))
  expect(await readTree(join(root, 'a'))).toEqual(before)
})

test('refuses too few or too many nodes and hosts that do not match', async () => {
  for (const nodeCount of [3, 22, 4.5])
    await expect(write({ nodeCount })).rejects.toThrow(refused('Besu.NodeCountError'))
  await expect(write({ hosts: ['127.0.0.2'] })).rejects.toThrow(refused('Besu.HostsError'))
  const names = ['a.example', 'b.example', 'c.example', 'd.example']
  await expect(write({ hosts: names })).rejects.toThrow(refused('Besu.HostsError'))
  await expect(write({ privateKeys: keys(3) })).rejects.toThrow(refused('Besu.KeyCountError'))
})
