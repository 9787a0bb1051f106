import { BaseError } from '../errors.ts'
import { askOneUnit } from './askOneUnit.ts'
import { type AdapterIdentity, type ConnectOptions, connectAdapter } from './connectAdapter.ts'
import { type ControlUnitInfo, connectCar } from './connectCar.ts'
import { type Answer, createAsker, type RequestOptions } from './createAsker.ts'
import type { Dialogue } from './createDialogue.ts'
import { isCan, type Protocol } from './protocol.ts'
import type { Transport } from './Transport.ts'

/*
 * A session with one car: adapter found and set up, protocol found, control units and what they support known. Requests that
 * change the car are not part of it: codes are cleared by a function of its own that wants consent, service 08 never.
 */
export type Session = {
  identity: AdapterIdentity
  /** The ELM327 number, and the family it belongs to. */
  protocolNumber: string
  protocol: Protocol
  units: readonly ControlUnitInfo[]
  /** All that any unit supports of service 01. */
  supported: ReadonlySet<string>
  /** Up to six parameters fit into one request. */
  canJoin: boolean
  request(text: string, options?: RequestOptions): Promise<Answer>
  readVoltage(signal?: AbortSignal): Promise<number>
  /** Clears trouble codes, freeze frames and readiness. */
  clearCodes(consent: ClearConsent, signal?: AbortSignal): Promise<void>
  lost(): BaseError | undefined
  close(): Promise<void>
}

/** Somebody read what clearing does and wants it. */
export type ClearConsent = { understands: 'codes, freeze frames and readiness are lost' }

export type SessionOptions = ConnectOptions & {
  /** The protocol of the last time, tried first. */
  protocol?: string
}

/** Returns a session with the car behind the transport. Throws a named error that says how far it came. */
export async function startSession(transport: Transport, options: SessionOptions = {}): Promise<Session> {
  const { dialogue, identity } = await connectAdapter(transport, options)
  try {
    const car = await connectCar(dialogue, identity, options)
    const ask = createAsker({ dialogue, ...car, canCount: true })
    const supported = new Set(car.units.flatMap((unit) => unit.supported))
    return {
      identity,
      ...car,
      supported,
      canJoin: await findJoin(ask, car.protocol, supported, options.signal),
      request(text, requestOptions = {}) {
        const service = text.replace(/\s/g, '').slice(0, 2).toUpperCase()
        if (service === '04' || service === '08') return Promise.reject(new ConsentRequiredError(service))
        const { header, ...rest } = requestOptions
        return header === undefined ? ask(text, rest) : askOneUnit({ dialogue, ...car }, text, { header, ...rest })
      },
      readVoltage: (signal) => readVoltage(ask, signal),
      async clearCodes(consent, signal) {
        if (consent?.understands !== 'codes, freeze frames and readiness are lost') throw new ConsentRequiredError('04')
        await ask('04', { timeoutMs: 6000, ...(signal && { signal }) })
      },
      lost: () => dialogue.lost(),
      close: () => closeQuietly(dialogue),
    }
  } catch (error) {
    await dialogue.close()
    throw error
  }
}

/** Tries two parameters at once; anything but both in the reply means one at a time. */
async function findJoin(
  ask: ReturnType<typeof createAsker>,
  protocol: Protocol,
  supported: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<boolean> {
  const pair = ['0C', '0D', '05', '04', '11', '42'].filter((pid) => supported.has(pid)).slice(0, 2)
  if (!isCan(protocol) || pair.length < 2) return false
  try {
    const { decoded } = await ask(`01${pair.join('')}`, { retries: 0, ...(signal && { signal }) })
    return pair.every((pid) => decoded.values.some((reading) => reading.pid === pid))
  } catch (error) {
    if (signal?.aborted || !(error instanceof BaseError) || error.name === 'Obd.AdapterLostError') throw error
    return false
  }
}

async function readVoltage(ask: ReturnType<typeof createAsker>, signal?: AbortSignal): Promise<number> {
  const { decoded } = await ask('ATRV', { timeoutMs: 1000, ...(signal && { signal }) })
  return Number(decoded.values[0]!.value)
}

/** Gives the adapter a moment to end the bus, then lets it go. */
async function closeQuietly(dialogue: Dialogue): Promise<void> {
  if (!dialogue.lost()) await dialogue.ask('ATPC', { timeoutMs: 300 }).catch(() => {})
  await dialogue.close()
}

export class ConsentRequiredError extends BaseError {
  override readonly name = 'Obd.ConsentRequiredError'
  constructor(service: string) {
    super(
      service === '08'
        ? 'Service 08 moves parts of the car and is never sent.'
        : 'Clearing codes also clears freeze frames and readiness; it needs the consent of the owner.',
    )
  }
}
