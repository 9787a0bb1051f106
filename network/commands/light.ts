import { z } from 'zod'
import type { Address } from '../../lib/bytes/hex.ts'
import { BaseError } from '../../lib/errors.ts'
import { requireYoung, usualTrustSeconds } from '../../lib/light/checkpointAge.ts'
import { verifySealedHeader } from '../../lib/light/verifySealedHeader.ts'
import { proofRequestSchema, proofUsage, runProof } from './lightProof.ts'

/** What the command reads and writes; the process itself unless a test stands in. */
export type LightIo = {
  stdin: AsyncIterable<Uint8Array | string>
  print: (line: string) => void
  /** Milliseconds since 1970. */
  now?: () => number
}

const usage = `Usage: qood light verify-header < request.json

Reads {"header", "validators", "quorum"} as JSON: header is a JSON-RPC block or the RLP of its header as hex,
quorum is two thirds of the validators, rounded up, unless given; "mode" is "contract" or "header", told by the header
unless given. "knownAt", in seconds since 1970, says when these validators were known to be the ones: after
"trustSeconds" (two days unless given) those who left since no longer answer for what they sign, and the header is
refused. Prints {"ok":true,"hash","signers","round"} or {"ok":false,"error":{"name","message"}}.

       ${proofUsage}`

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, 'expected an address')
const requestSchema = z.object({
  header: z.union([z.string(), z.record(z.string(), z.unknown())]),
  validators: z.array(address).min(1).max(1000),
  quorum: z.int().positive().nullish(),
  mode: z.enum(['contract', 'header']).nullish(),
  knownAt: z.int().nonnegative().nullish(),
  trustSeconds: z.int().positive().nullish(),
})

export const lightCommand = {
  name: 'light',
  summary: 'Check a block header or a proof of state, without any node',
  usage,
  run: async (argv: readonly string[]): Promise<number> => {
    try {
      return await runLight(argv, { stdin: process.stdin, print: (line) => process.stdout.write(`${line}\n`) })
    } finally {
      // An input that never ends would keep the process alive after the answer.
      process.stdin.destroy()
    }
  },
}

/** Returns the exit code: 0 when the header is final, 1 when it is refused, 2 when the command is not understood. */
export async function runLight(argv: readonly string[], { stdin, print, now = Date.now }: LightIo): Promise<number> {
  const check = argv[0] !== undefined && Object.hasOwn(checks, argv[0]) ? checks[argv[0]] : undefined
  if (check === undefined || argv.length > 1) {
    print(usage)
    return argv.includes('--help') || argv.includes('-h') ? 0 : 2
  }
  try {
    print(JSON.stringify({ ok: true, ...check(await readAll(stdin), now()) }))
    return 0
  } catch (error) {
    if (!(error instanceof Error)) throw error
    print(JSON.stringify({ ok: false, error: { name: error.name, message: error.message } }))
    return 1
  }
}

const checks: Readonly<Record<string, (text: string, nowMs: number) => object>> = {
  'verify-header'(text, nowMs) {
    const request = parseRequest(text, requestSchema, '{"header", "validators", "quorum"}')
    const { header, validators, quorum, mode, knownAt, trustSeconds } = request
    if (knownAt !== undefined && knownAt !== null) {
      requireYoung({ timestamp: knownAt, nowMs, limitSeconds: trustSeconds ?? usualTrustSeconds })
    }
    return verifySealedHeader({
      header,
      validators: validators as Address[],
      quorum: quorum ?? undefined,
      mode: mode ?? undefined,
    })
  },
  'verify-proof': (text) => runProof(parseRequest(text, proofRequestSchema, '{"stateRoot", "address", "proof"}')),
}

function parseRequest<Schema extends z.ZodType>(text: string, schema: Schema, members: string): z.infer<Schema> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new InvalidRequestError(members, 'something that is not JSON', (cause as Error).message)
  }
  const parsed = schema.safeParse(json)
  if (!parsed.success) throw new InvalidRequestError(members, 'another shape', z.prettifyError(parsed.error))
  return parsed.data
}

async function readAll(stdin: LightIo['stdin']): Promise<string> {
  const deadline = AbortSignal.timeout(stdinTimeoutMs)
  const chunks: Uint8Array[] = []
  let size = 0
  const late = Promise.withResolvers<never>()
  deadline.addEventListener('abort', () =>
    late.reject(new InvalidRequestError('a request', 'no end of input within a minute')),
  )
  const iterator = stdin[Symbol.asyncIterator]()
  for (;;) {
    const { done, value } = await Promise.race([iterator.next(), late.promise])
    if (done) return Buffer.concat(chunks).toString('utf8')
    const chunk = Buffer.from(value)
    size += chunk.length
    if (size > maxRequestBytes) throw new InvalidRequestError('a request', `more than ${maxRequestBytes} bytes`)
    chunks.push(chunk)
  }
}

const stdinTimeoutMs = 60_000
const maxRequestBytes = 1_000_000

export class InvalidRequestError extends BaseError {
  override readonly name = 'Light.InvalidRequestError'
  constructor(members: string, found: string, details?: string) {
    super(`Expected JSON ${members} on standard input, found ${found}.`, details ? { details } : {})
  }
}
