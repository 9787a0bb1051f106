import { BaseError } from '../errors.ts'
import type { AdapterIdentity } from './connectAdapter.ts'
import { createAsker } from './createAsker.ts'
import type { Dialogue } from './createDialogue.ts'
import { decodeReply } from './decodeReply.ts'
import { type Protocol, parseProtocol } from './protocol.ts'
import type { SessionOptions } from './startSession.ts'

export type ControlUnitInfo = {
  /** Identifier or address in the header; absent where the adapter hides headers. */
  ecu?: string
  supported: readonly string[]
}

export type CarConnection = {
  protocol: Protocol
  protocolNumber: string
  headers: boolean
  units: ControlUnitInfo[]
}

/** Finds the protocol of the car and what its control units support. */
export async function connectCar(
  dialogue: Dialogue,
  identity: AdapterIdentity,
  options: SessionOptions,
): Promise<CarConnection> {
  const headers = !identity.lacks.includes('ATH1')
  const protocolNumber = await findProtocol(dialogue, options)
  const protocol = parseProtocol(protocolNumber)
  if (!protocol) throw new UnknownProtocolError(protocolNumber)
  options.onStep?.('car', protocol)
  const ask = createAsker({ dialogue, protocol, protocolNumber, headers, canCount: false })
  return { protocol, protocolNumber, headers, units: await walkSupported(ask, options.signal) }
}

/** The last protocol first, then the adapter's own search, then the CAN ones by hand: some clones search badly. */
async function findProtocol(dialogue: Dialogue, { protocol, signal }: SessionOptions): Promise<string> {
  const attempts = [...(protocol ? [protocol] : []), '0', '6', '7', '8', '9']
  let failure: unknown
  for (const number of attempts) {
    signal?.throwIfAborted()
    try {
      // ATTP and ATTPA lock some clones up until they lose power; ATSP does not.
      await dialogue.ask(`ATSP${number}`, { ...(signal && { signal }) })
      const timeoutMs = number === '0' ? 15_000 : 4000
      const { raw } = await dialogue.ask('0100', { timeoutMs, ...(signal && { signal }) })
      decodeReply('0100', raw)
      const { raw: name } = await dialogue.ask('ATDPN', { ...(signal && { signal }) })
      const found = /A?([1-9A-C])\s*$/i.exec(
        name
          .replace(/ATDPN/i, '')
          .replace(/[\0\s]+/g, ' ')
          .trim(),
      )?.[1]
      if (found) return found.toUpperCase()
      if (number !== '0') return number
    } catch (error) {
      if (signal?.aborted || dialogue.lost() || !(error instanceof BaseError)) throw error
      failure ??= error
      if (number === '0') failure = error
    }
  }
  throw failure instanceof BaseError && failure.name !== 'Obd.ReplyTimeoutError' ? failure : new NoCarError(failure)
}

/** Follows the chain of masks: 0100, 0120 and so on, for all control units at once. */
async function walkSupported(ask: ReturnType<typeof createAsker>, signal?: AbortSignal): Promise<ControlUnitInfo[]> {
  const units = new Map<string | undefined, string[]>()
  for (let base = 0; base < 0xe0; base += 32) {
    const pid = base.toString(16).padStart(2, '0').toUpperCase()
    let more = false
    try {
      const { decoded, raw } = await ask(`01${pid}`, { ...(signal && { signal }) })
      for (const { ecu, supported } of decoded.supportedByEcu ?? []) {
        units.set(ecu, [...(units.get(ecu) ?? []), ...supported])
      }
      more = announcesMore(raw, pid)
    } catch (error) {
      if (base === 0 || signal?.aborted || !(error instanceof BaseError)) throw error
      if (error.name === 'Obd.AdapterLostError') throw error
    }
    if (!more) break
  }
  return [...units].map(([ecu, supported]) => ({ ...(ecu !== undefined && { ecu }), supported }))
}

/** Whether the last bit of any mask in the reply is set. */
function announcesMore(raw: string, pid: string): boolean {
  const masks = raw.replace(/[^0-9A-F\r\n]/gi, '').matchAll(new RegExp(`41${pid}[0-9A-F]{6}([0-9A-F]{2})`, 'gi'))
  return [...masks].some(([, last]) => Number.parseInt(last!, 16) & 1)
}

export class UnknownProtocolError extends BaseError {
  override readonly name = 'Obd.UnknownProtocolError'
  constructor(found: string) {
    super(`Expected the adapter to name the protocol of the car (1 to 9, B, C), found "${found.slice(0, 20)}".`)
  }
}

export class NoCarError extends BaseError {
  override readonly name = 'Obd.NoCarError'
  constructor(cause: unknown) {
    super('The adapter works, but no car answered. Is the ignition on?', { cause })
  }
}
