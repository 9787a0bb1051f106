import { BaseError } from '../errors.ts'
import type { Answer } from './createAsker.ts'
import type { Dialogue } from './createDialogue.ts'
import { decodeReply } from './decodeReply.ts'
import { parseRequest } from './parseRequest.ts'

type Options = {
  dialogue: Dialogue
  protocolNumber: string
  /** Whether the adapter prints headers. */
  headers: boolean
}
type Request = { header: string; timeoutMs?: number; signal?: AbortSignal }

/** The headers that speak to all control units at once, as adapters have them from the start. */
const functional: Readonly<Record<string, string>> = {
  1: '616AF1',
  2: '686AF1',
  3: '686AF1',
  4: 'C233F1',
  5: 'C233F1',
  6: '7DF',
  7: 'DB33F1',
  8: '7DF',
  9: 'DB33F1',
}

/**
 * Asks one control unit, named by the header of the request: three digits on CAN with 11 bits, six (or eight) on other buses.
 * Nothing else is asked until the adapter speaks to all units again.
 */
export function askOneUnit({ dialogue, protocolNumber, headers }: Options, text: string, request: Request) {
  const { header, timeoutMs = 3000, signal } = request
  const everybody = functional[protocolNumber]
  const isShort = everybody?.length === 3
  if (everybody === undefined || !(isShort ? /^[0-7][0-9A-F]{2}$/i : /^([0-9A-F]{2}){3,4}$/i).test(header)) {
    return Promise.reject(new InvalidHeaderError(header, protocolNumber))
  }
  const wanted = header.slice(isShort ? 0 : -6).toUpperCase()
  // Units outside of the range of diagnosis answer eight above their own identifier, which adapters otherwise pass over.
  const isOwnRange = isShort && !/^7(DF|E[0-7])$/.test(wanted)
  const options = signal ? { signal } : {}
  return dialogue.together(async (ask): Promise<Answer> => {
    try {
      const { raw: reply } = await ask(`ATSH${wanted}`, options)
      if (reply.includes('?')) throw new HeaderRefusedError(wanted)
      if (isOwnRange) await ask(`ATCRA${(Number.parseInt(wanted, 16) + 8).toString(16).toUpperCase()}`, options)
      const { raw, sentMs, receivedMs } = await ask(text, { timeoutMs, ...options })
      const decoded = decodeReply(parseRequest(text), raw, { protocol: protocolNumber, headers })
      return { request: text, raw, decoded, sentMs, receivedMs }
    } finally {
      if (!dialogue.lost()) {
        if (isOwnRange) await ask('ATAR')
        await ask(`ATSH${everybody}`)
      }
    }
  })
}

export class InvalidHeaderError extends BaseError {
  override readonly name = 'Obd.InvalidHeaderError'
  constructor(found: string, protocolNumber: string) {
    super(
      `Expected the header of a control unit on bus ${protocolNumber} (such as 7E0, or DA10F1), found "${found.slice(0, 20)}".`,
    )
  }
}

export class HeaderRefusedError extends BaseError {
  override readonly name = 'Obd.HeaderRefusedError'
  constructor(header: string) {
    super(`The adapter cannot address one control unit alone (ATSH${header}).`)
  }
}
