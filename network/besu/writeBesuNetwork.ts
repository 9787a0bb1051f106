import { randomBytes } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { type Address, encodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { hashQbftHeader } from '../../lib/chain/hashHeader.ts'
import { privateKeyToAddress } from '../../lib/chain/signSeal.ts'
import { createGenesis } from '../../lib/engine/createGenesis.ts'
import { BaseError } from '../../lib/errors.ts'
import type { BesuNode } from './BesuNode.ts'
import { besuCompose, besuHostCompose, nodeDirectory } from './besuCompose.ts'
import { type BesuGenesisOptions, besuGenesis, contractModeExtraData } from './besuGenesis.ts'
import { besuNodeConfig } from './besuNodeConfig.ts'

/** What the genesis of any engine starts from. */
export type GenesisState = Pick<BesuGenesisOptions, 'alloc' | 'gasLimit' | 'timestamp'>

export type BesuNetworkOptions = Omit<BesuGenesisOptions, keyof GenesisState> & {
  /** Missing or empty; keys are written into it. */
  directory: string
  nodeCount: number
  /** Returns the state of block 0, in which Election has these validators as its first set. */
  createState: (validators: readonly Address[], chainId: number) => GenesisState | Promise<GenesisState>
  /** One IP address of each machine; without it all nodes run in containers of this one. */
  hosts?: readonly string[] | undefined
  /** The first three numbers of the containers' addresses. */
  subnetPrefix?: string
  rpcPort?: number
  p2pPort?: number
  /** The keys of the nodes, fresh ones unless given. */
  privateKeys?: readonly Uint8Array[] | undefined
}

export type BesuNetwork = { nodes: BesuNode[]; genesisHash: Hex }

/**
 * Returns the nodes of a Besu QBFT network and the hash of its block 0 after writing what they need into the directory: genesis, keys, peers and
 * configuration in one folder per node, and a compose file to start them. Nothing there may be published.
 */
export async function writeBesuNetwork(options: BesuNetworkOptions): Promise<BesuNetwork> {
  const { directory, nodeCount, hosts, subnetPrefix = '10.21.0', rpcPort = 8545, p2pPort = 30303 } = options
  if (!Number.isInteger(nodeCount) || nodeCount < 4 || nodeCount > 21) throw new NodeCountError(nodeCount)
  if (hosts && (hosts.length !== nodeCount || !hosts.every((host) => isIP(host))))
    throw new HostsError(nodeCount, hosts)
  const privateKeys = options.privateKeys ?? Array.from({ length: nodeCount }, createPrivateKey)
  if (privateKeys.length !== nodeCount) throw new KeyCountError(nodeCount, privateKeys.length)
  const nodes = privateKeys.map((privateKey, i): BesuNode => {
    const host = hosts?.[i] ?? `${subnetPrefix}.${i + 11}`
    const enode = `enode://${encodeHex(secp256k1.getPublicKey(privateKey, false)).slice(4)}@${host}:${p2pPort}`
    return { name: `node-${i + 1}`, address: privateKeyToAddress(privateKey), enode, host }
  })
  const state = await options.createState(
    nodes.map(({ address }) => address),
    options.chainId,
  )
  const genesis = `${JSON.stringify(besuGenesis({ ...options, ...state }), undefined, 2)}\n`
  const genesisHash = hashQbftHeader(createGenesis({ ...state, extraData: contractModeExtraData }).header)

  await createEmptyDirectory(directory)
  await writeNew(join(directory, '.gitignore'), '*\n')
  for (const [i, node] of nodes.entries()) {
    const files = join(directory, node.name)
    // The container gives its user the data directory and what is in it, and nothing else: the key has to be there.
    await mkdir(join(files, 'data'), { recursive: true })
    await writeNew(join(files, 'data', 'key'), encodeHex(privateKeys[i]!), 0o600)
    await writeNew(join(files, 'genesis.json'), genesis)
    await writeNew(join(files, 'static-nodes.json'), formatPeers(nodes, node))
    const config = besuNodeConfig({ nodeDirectory, p2pHost: node.host, p2pPort, nodeCount })
    await writeNew(join(files, 'config.toml'), config)
    if (hosts) await writeNew(join(files, 'compose.yaml'), besuHostCompose(node, rpcPort))
  }
  if (!hosts) {
    await writeNew(join(directory, 'compose.yaml'), besuCompose(nodes, `${subnetPrefix}.0/24`, rpcPort))
  }
  return { nodes, genesisHash }
}

function formatPeers(nodes: readonly BesuNode[], self: BesuNode): string {
  const peers = nodes.filter((node) => node !== self).map(({ enode }) => enode)
  return `${JSON.stringify(peers, undefined, 2)}\n`
}

function createPrivateKey(): Uint8Array {
  for (;;) {
    const key = new Uint8Array(randomBytes(32))
    if (secp256k1.utils.isValidSecretKey(key)) return key
  }
}

async function createEmptyDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  if ((await readdir(directory)).length > 0) throw new DirectoryNotEmptyError(directory)
}

function writeNew(path: string, text: string, mode = 0o644): Promise<void> {
  return writeFile(path, text, { flag: 'wx', mode })
}

export class NodeCountError extends BaseError {
  override readonly name = 'Besu.NodeCountError'
  constructor(found: number) {
    super(`Expected 4 to 21 nodes, found ${found}.`, {
      metaMessages: ['With fewer than 4 no node may fail; Election elects at most 21.'],
    })
  }
}

export class KeyCountError extends BaseError {
  override readonly name = 'Besu.KeyCountError'
  constructor(nodeCount: number, found: number) {
    super(`Expected one private key for each of ${nodeCount} nodes, found ${found}.`)
  }
}

export class HostsError extends BaseError {
  override readonly name = 'Besu.HostsError'
  constructor(nodeCount: number, hosts: readonly string[]) {
    super(`Expected the IP address of each of ${nodeCount} machines, found ${hosts.join(', ')}.`, {
      metaMessages: [
        'Besu takes no names here: it looks a name up once, at its start, when the peer may not be there yet.',
      ],
    })
  }
}

export class DirectoryNotEmptyError extends BaseError {
  override readonly name = 'Besu.DirectoryNotEmptyError'
  constructor(directory: string) {
    super(`Expected ${directory} to be empty, since keys are written there and none is overwritten.`)
  }
}
