import { parseArgs } from 'node:util'
import type { Address } from '../../lib/bytes/hex.ts'
import { BaseError } from '../../lib/errors.ts'
import { type GenesisState, writeBesuNetwork } from '../besu/writeBesuNetwork.ts'

type CreateState = (validators: readonly Address[], chainId: number) => GenesisState | Promise<GenesisState>

const usage = `Usage: qood besu --dir <directory> --chain-id <number> [--nodes 4] [--hosts <ip>,<ip>,...] [--rpc-port 8545]

Writes a Hyperledger Besu QBFT network whose validators Election elects: genesis, fresh keys, peers, configuration and
compose files. With --hosts each node is for a machine of its own, without it all run on this one. See docs/besu.md.`

/** Returns the command that writes a Besu network; createState gives the genesis state for a first set of validators. */
export function createBesuCommand(createState: CreateState, print = (line: string) => console.log(line)) {
  return {
    name: 'besu',
    summary: 'Write the files of a Hyperledger Besu network that runs the same contracts',
    usage,
    run: async (argv: readonly string[]): Promise<number> => {
      try {
        const options = parseOptions(argv)
        const { nodes, genesisHash } = await writeBesuNetwork({ ...options, createState })
        for (const { name, address, host } of nodes) print(`${name}  ${address}  ${host}`)
        print(`genesis  ${genesisHash}`)
        print(`Written to ${options.directory}. Keys are in there: publish none of it.`)
        return 0
      } catch (error) {
        if (!(error instanceof BaseError)) throw error
        print(error.message)
        return error instanceof UsageError ? 2 : 1
      }
    },
  }
}

function parseOptions(argv: readonly string[]) {
  const values = parseValues(argv)
  if (values.dir === undefined || values['chain-id'] === undefined) throw new UsageError('--dir or --chain-id missing')
  return {
    directory: values.dir,
    chainId: parseNumber('--chain-id', values['chain-id']),
    nodeCount: parseNumber('--nodes', values.nodes),
    rpcPort: parseNumber('--rpc-port', values['rpc-port']),
    hosts: values.hosts?.split(','),
  }
}

function parseValues(argv: readonly string[]) {
  try {
    const options = {
      dir: { type: 'string' },
      'chain-id': { type: 'string' },
      nodes: { type: 'string', default: '4' },
      hosts: { type: 'string' },
      'rpc-port': { type: 'string', default: '8545' },
    } as const
    return parseArgs({ args: [...argv], options }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function parseNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new UsageError(`"${text}" for ${name}`)
  return Number(text)
}

export class UsageError extends BaseError {
  override readonly name = 'Besu.UsageError'
  constructor(found: string) {
    super(`Expected the options below, found ${found}.`, { metaMessages: [usage] })
  }
}
