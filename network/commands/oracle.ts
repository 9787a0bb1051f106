import { readFileSync } from 'node:fs'
import { createPublicClient, http } from 'viem'
import { oracleFeeds } from '../../lib/appraisal/oracleFeeds.ts'
import type { Hex } from '../../lib/bytes/hex.ts'
import { BaseError } from '../../lib/errors.ts'
import { developmentCast } from '../genesis/developmentCast.ts'
import { developmentChainId } from '../genesis/developmentKeys.ts'
import { createFileSource } from '../oracle/createFileSource.ts'
import { createHttpSource } from '../oracle/createHttpSource.ts'
import { createSimulatedSource } from '../oracle/createSimulatedSource.ts'
import { type Feeder, startOracle } from '../oracle/startOracle.ts'
import { serveUntilStopped } from '../up/serveUntilStopped.ts'
import { type Command, parseCommand, parseInteger, UsageError } from './Command.ts'

const usage = `Usage: qood oracle [--rpc URL] [--every SECONDS] [--key-file FILE (--file FILE | --url ADDRESS [--path KEYS])]

Reports prices, rates and indices to the oracle until Ctrl-C. Alone, on the development chain, it runs its five feeders
with simulated figures. With a key it is one feeder of any chain:

  --key-file FILE  the feeder's private key, 0x and 64 digits; it needs the feeder role and its bond
  --file FILE      figures by feed name in a JSON file, read anew each time
  --url ADDRESS    a web address; {feed} in it becomes the feed's name
  --path KEYS      where the number lies in its answer, as in data.price (default price)
  --rpc URL        the node (default http://127.0.0.1:8545)
  --every SECONDS  between two looks at the source (default 300)

Feeds: ${oracleFeeds.map(({ name }) => name).join(', ')}.`

export const oracleCommand: Command = {
  name: 'oracle',
  summary: 'Report prices to the oracle',
  usage,
  async run(argv) {
    const { values } = parseCommand(argv, {
      rpc: { type: 'string', default: 'http://127.0.0.1:8545' },
      every: { type: 'string', default: '300' },
      'key-file': { type: 'string' },
      file: { type: 'string' },
      url: { type: 'string' },
      path: { type: 'string', default: 'price' },
    })
    const everyMs = parseInteger('--every', values.every, 1, 86_400) * 1_000
    return serveUntilStopped(async () => {
      const feeders = values['key-file'] ? [readFeeder(values['key-file'], values)] : await castFeeders(values.rpc)
      const log = (line: string) => console.log(`${new Date().toISOString()} ${line}`)
      const oracle = startOracle({ rpcUrl: values.rpc, feeders, feeds: oracleFeeds, everyMs, now: Date.now, log })
      return { endpoints: {}, stop: oracle.stop }
    })
  },
}

function readFeeder(keyFile: string, choice: { file?: string; url?: string; path: string }): Feeder {
  if ((choice.file === undefined) === (choice.url === undefined)) {
    throw new UsageError('Expected --key-file with either --file or --url')
  }
  const privateKey = readFileSync(keyFile, 'utf8').trim()
  if (!/^0x[0-9a-fA-F]{64}$/.test(privateKey)) throw new FeederKeyError(keyFile)
  const { file, url: address = '', path } = choice
  const source = file === undefined ? createHttpSource({ address, path, fetch }) : createFileSource(file)
  return { privateKey: privateKey as Hex, source }
}

/** The feeders of the development network, whose keys everybody knows. */
async function castFeeders(rpcUrl: string): Promise<Feeder[]> {
  const chainId = await createPublicClient({ transport: http(rpcUrl, { timeout: 8_000 }) }).getChainId()
  if (chainId !== developmentChainId)
    throw new UsageError(`Expected --key-file, because chain ${chainId} is a real one`)
  const { feeder1, feeder2, feeder3, feeder4, feeder5 } = developmentCast(chainId)
  return [feeder1, feeder2, feeder3, feeder4, feeder5].map(({ privateKey }, feeder) => ({
    privateKey,
    source: createSimulatedSource({ feeder, now: Date.now }),
  }))
}

export class FeederKeyError extends BaseError {
  override readonly name = 'Oracle.FeederKeyError'
  constructor(path: string) {
    super(`Expected ${path} to hold a private key: 0x and 64 hexadecimal digits.`)
  }
}
