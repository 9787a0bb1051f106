import { createInterface } from 'node:readline'
import { parseProtocol } from '../../lib/obd/protocol.ts'
import type { AdapterQuirks } from '../../lib/obd/simulator/createAdapter.ts'
import type { CarFault } from '../../lib/obd/simulator/createCar.ts'
import { decodeLine } from '../obd/decodeLines.ts'
import { serveSimulator } from '../obd/serveSimulator.ts'
import { stopSignal } from '../up/stopSignal.ts'
import { type Command, parseCommand, parseInteger, UsageError } from './Command.ts'

const faults: readonly CarFault[] = ['misfire', 'thermostat', 'catalyst', 'battery', 'collision', 'breakdown']
const switches: Record<string, AdapterQuirks> = {
  echo: { echoStuck: true },
  'no-count': { noCountDigit: true },
  'no-joint': { noMultiPid: true },
  bytewise: { chunkBytes: 1 },
  nul: { nulBytes: true },
  noise: { noisePerMille: 2 },
  'late-prompt': { promptDelayMs: 15 },
  stalls: { stallsPerMille: 200 },
  pending: { pendingPerMille: 200 },
  'ignition-off': { ignitionOff: true },
}

const usage = `Usage: qood obd decode < LINES
       qood obd simulate [--port P] [options]

decode reads lines of JSON, {"request", "raw", "protocol"?, "headers"?, "lines"?}, where raw is the text of an ELM327 or STN adapter
with \\r and \\n as received, and writes one line of JSON for each: {"ok":true,"values":[...],"dtcs":[...]} or
{"ok":false,"error":NAME,"detail":TEXT}.

  protocol  an ELM327 number (6, A6) or its words; without it the reply must show what it is
  headers   whether the adapter prints headers (ATH1); without it found out from the reply

simulate serves a simulated car behind an ELM327 on a TCP port of this machine, for any client; one line of JSON says where.

  --port P        default 35000, 0 for a free one     --seed N        which car and road (default 1)
  --protocol N    ELM327 number (default 6)           --delay MS      from request to reply (default 20)
  --drive D       petrol (default) or electric        --version TEXT  what the adapter says it is
  --fault F       ${faults.join(', ')}; may be repeated
  --quirk Q       ${Object.keys(switches).join(', ')};
                  may be repeated`

const options = {
  port: { type: 'string', default: '35000' },
  seed: { type: 'string', default: '1' },
  protocol: { type: 'string', default: '6' },
  delay: { type: 'string', default: '20' },
  drive: { type: 'string', default: 'petrol' },
  version: { type: 'string', default: 'ELM327 v1.5' },
  fault: { type: 'string', multiple: true, default: [] as string[] },
  quirk: { type: 'string', multiple: true, default: [] as string[] },
} as const

export const obdCommand: Command = {
  name: 'obd',
  summary: 'Decode replies of a car, or simulate one',
  usage,
  async run(argv) {
    const { values, positionals } = parseCommand(argv, options as never, 1)
    const [word = ''] = positionals
    if (word === 'decode') return decode()
    if (word === 'simulate') return simulate(values as never)
    throw new UsageError(`Expected decode or simulate, found "${word}"`)
  },
}

async function decode(): Promise<number> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== '') process.stdout.write(`${decodeLine(line)}\n`)
  }
  return 0
}

type Values = {
  port: string
  seed: string
  protocol: string
  delay: string
  drive: string
  version: string
  fault: string[]
  quirk: string[]
}

async function simulate(values: Values): Promise<number> {
  const { drive, version, protocol } = values
  if (drive !== 'petrol' && drive !== 'electric')
    throw new UsageError(`Expected --drive petrol or electric, found "${drive}"`)
  if (!parseProtocol(protocol)) throw new UsageError(`Expected --protocol to be 1 to 9, B or C, found "${protocol}"`)
  const quirks = values.quirk.map((name) => switches[name] ?? refuse('--quirk', Object.keys(switches), name))
  for (const name of values.fault) if (!faults.includes(name as CarFault)) refuse('--fault', faults, name)
  const server = await serveSimulator(
    {
      seed: parseInteger('--seed', values.seed, 0, 2 ** 31),
      replyDelayMs: parseInteger('--delay', values.delay, 0, 60_000),
      faults: values.fault as CarFault[],
      quirks: Object.assign({}, ...quirks) as AdapterQuirks,
      ...{ protocol: protocol.toUpperCase(), drive, version },
    },
    parseInteger('--port', values.port, 0, 65_535),
  )
  console.log(JSON.stringify({ ok: true, host: '127.0.0.1', port: server.port }))
  await stopSignal(() => process.exit(130))
  server.stop()
  return 0
}

function refuse(option: string, known: readonly string[], found: string): never {
  throw new UsageError(`Expected ${option} to be one of ${known.join(', ')}, found "${found}"`)
}
