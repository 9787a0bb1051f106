import { BaseError } from '../errors.ts'

/** A request as sent to the adapter: to the car, or (AT, ST) to the adapter itself. */
export type Request =
  | { kind: 'adapter'; text: string }
  | {
      kind: 'car'
      /** Hex digits without the count digit. */
      text: string
      service: number
      /** What follows the service: parameters, identifiers, or their parts. */
      bytes: readonly number[]
      /** How many lines of reply the adapter may wait for. */
      lines?: number
    }

const known = new Set([0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x19, 0x22])

/** Returns the request in a text such as `010C`, `01 0c 0d 1`, `22F40C` or `ATRV`; throws when it is none. */
export function parseRequest(text: string): Request {
  const compact = text.replace(/[\s\0]+/g, '').toUpperCase()
  if (/^(AT|ST|VT)/.test(compact)) return { kind: 'adapter', text: compact }
  if (!/^[0-9A-F]{2,33}$/.test(compact)) throw new InvalidRequestError(text)
  const digits = compact.length % 2 === 1 ? compact.slice(0, -1) : compact
  const [service = 0, ...bytes] = digits.match(/../g)!.map((pair) => Number.parseInt(pair, 16))
  if (!known.has(service) || bytes.length < leastBytes(service)) throw new InvalidRequestError(text)
  const lines = compact.length > digits.length ? Number.parseInt(compact.at(-1)!, 16) : undefined
  return { kind: 'car', text: digits, service, bytes, ...(lines !== undefined && { lines }) }
}

function leastBytes(service: number): number {
  if (service === 0x22) return 2
  return [0x03, 0x04, 0x07, 0x0a].includes(service) ? 0 : 1
}

export class InvalidRequestError extends BaseError {
  override readonly name = 'Obd.InvalidRequestError'
  constructor(found: string) {
    super(`Expected a request such as 010C, 0902, 22F190 or ATRV, found "${found.slice(0, 60)}".`)
  }
}
