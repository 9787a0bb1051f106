import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { BaseError } from '../../lib/errors.ts'
import { cheats } from '../agent/cheats.ts'
import { handOverVehicle } from '../agent/claimVehicle.ts'
import { hashKey } from '../agent/createAgentRoutes.ts'
import { openAgentStore } from '../agent/openAgentStore.ts'
import { openKeyBox } from '../agent/openKeyBox.ts'
import type { RiskLimits } from '../agent/riskLimits.ts'
import { startAgent } from '../agent/startAgent.ts'
import { readKeyFile } from '../data/readOwnerKey.ts'
import { type CastName, developmentCast } from '../genesis/developmentCast.ts'
import { developmentChainId } from '../genesis/developmentKeys.ts'
import { openDataDirectory } from '../up/dataDirectory.ts'
import { lockDirectory } from '../up/lockDirectory.ts'
import { serveUntilStopped } from '../up/serveUntilStopped.ts'
import { type Command, parseCommand, parseInteger, UsageError } from './Command.ts'

const usage = `Usage: qood agent --rpc URL --storage URL [options]
       qood agent key NAME [--data DIR]
       qood agent give VEHICLE NAME [--data DIR]

Sells and delivers data for its owners, day and night, until Ctrl-C: keeps their grants encrypted, delivers keys, draws
samples, answers requests, takes batches of records over HTTP (OpenAPI at /openapi.json), /health and /metrics.
With "key" it makes a key for a telematics platform and prints it once. A vehicle belongs to the first key that speaks of it;
"give" hands it to the newest key of that name.

  --data DIR       where the agent keeps what it must not forget (default .qood-agent)
  --rpc URL        the node                         --storage URL    a storage node; may be given again
  --port N         its own port on 127.0.0.1 (default 0: any free one)
  --key FILE       the account that sells: one line of 0x-prefixed hex
  --bond N         dollars (QDD) at stake for orders (default 500)
  --owner-bond N   of these at most for the data of one owner at a time (default a tenth)
  --most-price N   what an owner may ask for a data set (default ten times --owner-bond)
  --grant-mib N    how much data an owner may hand over at a time (default 256)

The password of the key store is QOOD_AGENT_PASSWORD. On the development chain all of that has defaults, and:

  --as NAME        which of the development cast sells (default agent)
  --fleet N        how many simulated cars drive, record and sell (default 0)
  --first-car N    the first of them (default 0)     --past-trips N   trips behind them at the start (default 2)
  --every S        seconds between new trips (default 300), at most --most-trips N of them (default 60)
  --cheat KIND     cheat, to see a cheat lose: ${cheats.join(', ')}`

const options = {
  data: { type: 'string', default: '.qood-agent' },
  rpc: { type: 'string', default: 'http://127.0.0.1:8545' },
  storage: { type: 'string', multiple: true },
  port: { type: 'string', default: '0' },
  key: { type: 'string' },
  bond: { type: 'string', default: '500' },
  'owner-bond': { type: 'string' },
  'most-price': { type: 'string' },
  'grant-mib': { type: 'string' },
  as: { type: 'string', default: 'agent' },
  fleet: { type: 'string', default: '0' },
  'first-car': { type: 'string', default: '0' },
  'past-trips': { type: 'string', default: '2' },
  every: { type: 'string', default: '300' },
  'most-trips': { type: 'string', default: '60' },
  cheat: { type: 'string' },
} as const

type Values = ReturnType<typeof parse>['values']
const parse = (argv: readonly string[]) => parseCommand(argv, options, 3)

export const agentCommand: Command = {
  name: 'agent',
  summary: 'Sell and deliver data for its owners, day and night',
  usage,
  async run(argv) {
    const { values, positionals } = parse(argv)
    const [word, first, second] = positionals
    if (word === 'key' && first && !second) return makePlatformKey(values, first)
    if (word === 'give' && first && second) return giveVehicle(values, first, second)
    if (word !== undefined) throw new UsageError(`Expected "key NAME", "give VEHICLE NAME" or nothing, found "${word}"`)
    const { privateKey, chainId } = await chooseAccount(values)
    return serveUntilStopped(async () => {
      const folder = openDataDirectory(values.data)
      const lock = lockDirectory(folder)
      const agent = await startAgent({
        ...{ folder, privateKey, chainId, rpcUrl: values.rpc, cheat: parseCheat(values.cheat) },
        password: choosePassword(folder, chainId),
        nodes: (values.storage ?? []).map((http) => ({ http: http.replace(/\/$/, '') })),
        port: parseInteger('--port', values.port, 0, 65_535),
        bondQdd: BigInt(parseInteger('--bond', values.bond, 0, 1_000_000)),
        limits: parseLimits(values),
        fleet: parseFleet(values),
        say: (line) => console.log(`${new Date().toISOString()} ${line}`),
      })
      return {
        endpoints: agent.endpoints,
        async stop() {
          await agent.stop()
          lock.release()
        },
      }
    })
  },
}

function parseLimits(values: Values): Partial<RiskLimits> {
  const read = (name: 'owner-bond' | 'most-price' | 'grant-mib', most: number) => {
    const text = values[name]
    return text === undefined ? undefined : parseInteger(`--${name}`, text, 0, most)
  }
  const bond = read('owner-bond', 1_000_000)
  const price = read('most-price', 1_000_000_000)
  const mib = read('grant-mib', 65_536)
  return {
    ...(bond !== undefined && { ownerBondWei: BigInt(bond) * 10n ** 18n }),
    ...(price !== undefined && { mostPriceWei: BigInt(price) * 10n ** 18n }),
    ...(mib !== undefined && { grantBytes: mib * 2 ** 20 }),
  }
}

function parseFleet(values: Values) {
  return {
    cars: parseInteger('--fleet', values.fleet, 0, 8),
    firstCar: parseInteger('--first-car', values['first-car'], 0, 7),
    pastTrips: parseInteger('--past-trips', values['past-trips'], 0, 50),
    everyMs: parseInteger('--every', values.every, 1, 86_400) * 1_000,
    mostTrips: parseInteger('--most-trips', values['most-trips'], 0, 100_000),
  }
}

function parseCheat(word: string | undefined) {
  if (word === undefined) return undefined
  const found = cheats.find((cheat) => cheat === word)
  if (!found) throw new UsageError(`Expected --cheat to be ${cheats.join(', ')}, found "${word}"`)
  return found
}

/** Without a key file this is the development chain, whose keys are public. */
async function chooseAccount(values: Values): Promise<{ privateKey: Hex; chainId: number }> {
  const response = await fetch(values.rpc, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }),
    signal: AbortSignal.timeout(10_000),
  })
  const chainId = Number(((await response.json()) as { result: string }).result)
  if (values.key !== undefined) {
    if (values.cheat !== undefined) throw new UsageError('--cheat is for the development chain')
    return { privateKey: encodeHex(await readKeyFile(values.key)), chainId }
  }
  const cast = developmentCast(chainId)
  if (!Object.hasOwn(cast, values.as))
    throw new UsageError(`Expected --as to be one of ${Object.keys(cast).join(', ')}`)
  return { privateKey: cast[values.as as CastName].privateKey, chainId }
}

function choosePassword(folder: string, chainId: number): string {
  const told = process.env.QOOD_AGENT_PASSWORD
  if (told) return told
  if (chainId !== developmentChainId) throw new NoPasswordError()
  const path = join(folder, 'development.password')
  if (!existsSync(path)) writeFileSync(path, encodeHex(randomBytes(16)), { mode: 0o600 })
  return readFileSync(path, 'utf8')
}

function openStore(values: Values) {
  const folder = openDataDirectory(values.data)
  const box = openKeyBox(join(folder, 'agent.key'), choosePassword(folder, developmentChainId))
  return openAgentStore({ path: join(folder, 'agent.db'), box })
}

function giveVehicle(values: Values, vehicle: string, name: string): number {
  const store = openStore(values)
  const isGiven = handOverVehicle(store, vehicle, name)
  store.close()
  if (!isGiven) throw new UsageError(`Expected the name of a key of this agent, found "${name}"`)
  console.log(`vehicle ${vehicle} belongs to ${name}`)
  return 0
}

function makePlatformKey(values: Values, name: string): number {
  const store = openStore(values)
  const key = encodeHex(randomBytes(24))
  store.run('insert into keys values (?, ?, ?)', hashKey(key), name.slice(0, 100), Date.now())
  store.close()
  console.log(key)
  return 0
}

export class NoPasswordError extends BaseError {
  override readonly name = 'Agent.NoPasswordError'
  constructor() {
    super('Expected the password of the key store in QOOD_AGENT_PASSWORD, found none.')
  }
}
