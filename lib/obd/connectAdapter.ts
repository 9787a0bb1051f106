import { BaseError } from '../errors.ts'
import { createDialogue, type Dialogue, type DialogueOptions } from './createDialogue.ts'
import type { Transport } from './Transport.ts'

/** What the adapter says it is, and what it was seen to understand. Clones lie about the first. */
export type AdapterIdentity = {
  label: string
  kind: Transport['kind']
  baudRate: number
  version: string
  description?: string
  /** The second name of adapters of the ST family. */
  stn?: string
  /** Set-up commands that it did not know. */
  lacks: readonly string[]
  clone: boolean
}

export type ConnectOptions = DialogueOptions & {
  signal?: AbortSignal
  /** Speeds to try first, remembered from the last time. */
  baudRate?: number
  onStep?: (step: 'speed' | 'adapter' | 'car', detail: string) => void
}

/** Returns a conversation with an adapter, at the speed at which it answers with a prompt, and what it is. */
export async function connectAdapter(
  transport: Transport,
  options: ConnectOptions = {},
): Promise<{ dialogue: Dialogue; identity: AdapterIdentity }> {
  const rates = [...new Set([...(options.baudRate ? [options.baudRate] : []), ...transport.baudRates])]
  const failures: unknown[] = []
  for (const baudRate of rates) {
    options.signal?.throwIfAborted()
    options.onStep?.('speed', String(baudRate))
    const dialogue = await createDialogue(transport, baudRate, options)
    try {
      const version = await probe(dialogue, options.signal)
      return { dialogue, identity: await identify(dialogue, transport, baudRate, version, options) }
    } catch (error) {
      await dialogue.close()
      if (options.signal?.aborted || isLost(error)) throw error
      failures.push(error)
    }
  }
  throw new NoAdapterError(transport.label, rates, failures.at(-1))
}

const isLost = (error: unknown) => error instanceof BaseError && error.name === 'Obd.AdapterLostError'

/** Some cables answer ATI and nothing else; at a wrong speed nothing with a prompt comes. */
async function probe(dialogue: Dialogue, signal?: AbortSignal): Promise<string> {
  for (const [request, timeoutMs] of [
    ['\x7f\x7f', 150],
    ['ATI', 400],
    ['ATI', 600],
  ] as const) {
    const reply = await dialogue
      .ask(request, { timeoutMs, probing: true, ...(signal && { signal }) })
      .catch((error: unknown) => {
        if (signal?.aborted || isLost(error)) throw error
        return undefined
      })
    const version = reply && findVersion(reply.raw)
    if (version) return version
  }
  throw new NotAnAdapterError()
}

function findVersion(raw: string): string | undefined {
  const lines = raw.split(/[\r\n]+/).map((line) => line.replace(/\0/g, '').trim())
  return lines.find(
    (line) => /^[\x20-\x7e]{4,60}$/.test(line) && /ELM|OBD|STN|V\d|CAN|VLINK|ICAR/i.test(line) && line !== 'ATI',
  )
}

async function identify(
  dialogue: Dialogue,
  transport: Transport,
  baudRate: number,
  version: string,
  { signal, onStep }: ConnectOptions,
): Promise<AdapterIdentity> {
  onStep?.('adapter', version)
  const lacks: string[] = []
  const tell = async (command: string, timeoutMs = 1000) => {
    const { raw } = await dialogue.ask(command, { timeoutMs, ...(signal && { signal }) })
    const lines = raw.split(/[\r\n]+/).map((line) => line.replace(/\0/g, '').trim())
    const text = lines.filter((line) => line !== '' && line.replace(/\s/g, '') !== command).join(' ')
    if (text.endsWith('?')) lacks.push(command)
    return text.endsWith('?') ? undefined : text
  }
  // Defaults rather than a reset: a reset loses the speed of some cables and takes a second on all.
  for (const command of ['ATD', 'ATE0', 'ATL0', 'ATS0', 'ATH1', 'ATAL', 'ATAT1', 'ATCAF1', 'ATCFC1'])
    await tell(command)
  const description = await tell('AT@1')
  const stn = await tell('STI')
  const known = lacks.filter((command) => command !== 'STI')
  return {
    label: transport.label,
    kind: transport.kind,
    baudRate,
    version,
    ...(description && { description }),
    ...(stn && { stn }),
    lacks: known,
    // No ELM327 lacks these, whatever its version; v1.5 was never made.
    clone: !stn && (known.length > 0 || /v1\.5\b/i.test(version)),
  }
}

export class NotAnAdapterError extends BaseError {
  override readonly name = 'Obd.NotAnAdapterError'
  constructor() {
    super('Expected an adapter to say what it is and to show a prompt, found neither.')
  }
}

export class NoAdapterError extends BaseError {
  override readonly name = 'Obd.NoAdapterError'
  constructor(label: string, rates: readonly number[], cause: unknown) {
    super(`No ELM327 or STN adapter answered at ${label}.`, {
      cause,
      metaMessages: [
        `Tried ${rates.join(', ')} baud.`,
        'Is it the right device? Is another program using it? Does the adapter have power from the car?',
      ],
    })
  }
}
