#!/usr/bin/env node
import { BaseError } from '../lib/errors.ts'
import type { Command } from './commands/Command.ts'

/* Each command is loaded when it is called, so that `qood status` does not wait for the chain's libraries. */
const commands: Readonly<Record<string, { summary: string; load: () => Promise<Command> }>> = {
  up: {
    summary: 'Start everything: node, producers, JSON-RPC and the app',
    load: async () => (await import('./commands/up.ts')).upCommand,
  },
  node: {
    summary: 'Run the node alone: chain, producers and JSON-RPC',
    load: async () => (await import('./commands/node.ts')).nodeCommand,
  },
  status: {
    summary: 'Show what the node is doing',
    load: async () => (await import('./commands/status.ts')).statusCommand,
  },
  producer: {
    summary: 'List, stop and start the producers of the chain',
    load: async () => (await import('./commands/producer.ts')).producerCommand,
  },
  sponsor: {
    summary: 'Let one account pay for the transactions of others',
    load: async () => (await import('./commands/sponsor.ts')).sponsorCommand,
  },
  agent: {
    summary: 'Sell and deliver data for its owners, day and night',
    load: async () => (await import('./commands/agent.ts')).agentCommand,
  },
  clock: {
    summary: 'Move the clock of the development chain ahead, so that deadlines pass',
    load: async () => (await import('./commands/clock.ts')).clockCommand,
  },
  reset: {
    summary: 'Delete the chain and begin with block 0',
    load: async () => (await import('./commands/reset.ts')).resetCommand,
  },
  light: {
    summary: 'Check a block header or a proof without any node',
    load: async () => (await import('./commands/light.ts')).lightCommand,
  },
  verify: {
    summary: 'Run the whole chain again and check every block',
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  indexer: {
    summary: 'Follow the chain and answer searches, histories and charts',
    load: async () => (await import('./commands/indexer.ts')).indexerCommand,
  },
  data: {
    summary: 'Seal files, check and open them, and grant ranges to buyers',
    load: async () => (await import('./commands/data.ts')).dataCommand,
  },
  storage: {
    summary: 'Run a storage node: encrypted blocks over HTTP and bitswap',
    load: async () => (await import('./commands/storage.ts')).storageCommand,
  },
  dictionary: {
    summary: 'Check data against a dictionary, compare dictionaries',
    load: async () => (await import('./commands/dictionary.ts')).dictionaryCommand,
  },
  registrar: {
    summary: 'Sign which car an owner claims, so that no VIN becomes public',
    load: async () => (await import('./commands/registrar.ts')).registrarCommand,
  },
  obd: {
    summary: 'Decode replies of a car, or simulate one',
    load: async () => (await import('./commands/obd.ts')).obdCommand,
  },
  oracle: {
    summary: 'Report prices, rates and indices to the oracle',
    load: async () => (await import('./commands/oracle.ts')).oracleCommand,
  },
  besu: {
    summary: 'Write the files of a Hyperledger Besu network that runs the same contracts',
    load: loadBesu,
  },
  version: { summary: 'Print the version', load: async () => (await import('./commands/version.ts')).versionCommand },
}

const help = `Usage: qood COMMAND [options]

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join('\n')}

\`qood COMMAND --help\` explains a command.`

async function main([name, ...argv]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return showHelp(argv[0])
  const found = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!found) {
    console.error(`There is no command "${name}".\n\n${help}`)
    return 2
  }
  const command = await found.load()
  if (argv.some((word) => word === '--help' || word === '-h')) return showHelp(name)
  try {
    return await command.run(argv)
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    console.error(error.message)
    if (error.name !== 'Command.UsageError') return 1
    console.error(`\`qood ${name} --help\` explains it.`)
    return 2
  }
}

async function loadBesu(): Promise<Command> {
  const { createBesuCommand } = await import('./commands/besu.ts')
  const { createBesuState } = await import('./besu/createBesuState.ts')
  return createBesuCommand(createBesuState)
}

async function showHelp(name: string | undefined): Promise<number> {
  const command = name !== undefined && Object.hasOwn(commands, name) ? await commands[name]!.load() : undefined
  console.log(command?.usage ?? help)
  return 0
}

process.exitCode = await main(process.argv.slice(2))
