import { formatQuantity, type Hex } from '../bytes/hex.ts'
import { countFields, headerFields, InvalidHeaderError } from './encodeHeader.ts'
import type { Header } from './Header.ts'

/** The name of a field in a JSON-RPC block, where it is not ours. */
const rpcNames: Partial<Record<keyof Header, string>> = { ommersHash: 'sha3Uncles' }

/** Returns the header part of a JSON-RPC block; throws when a field is missing or malformed. Other members are ignored. */
export function parseHeader(block: unknown): Header {
  if (typeof block !== 'object' || block === null) throw new InvalidHeaderError('an object', String(block))
  const members = block as Record<string, unknown>
  const entries: [string, unknown][] = []
  for (const [name, kind] of headerFields) {
    const value = members[rpcNames[name] ?? name]
    if (value === undefined || value === null) continue
    entries.push([
      name,
      typeof kind === 'string' && kind !== 'bytes' ? parseQuantity(value, name, kind) : parseBytes(value, name, kind),
    ])
  }
  const header = Object.fromEntries(entries) as Header
  const missing = headerFields.slice(0, countFields(header)).find(([name]) => header[name] === undefined)
  if (missing) throw new InvalidHeaderError(rpcNames[missing[0]] ?? missing[0], 'nothing')
  return header
}

/** Returns the header as members of a JSON-RPC block; the hash is not among them. */
export function formatHeader(header: Header): Record<string, Hex> {
  const entries = headerFields.slice(0, countFields(header)).map(([name]) => {
    const value = header[name]!
    return [rpcNames[name] ?? name, typeof value === 'string' ? value : formatQuantity(value)]
  })
  return Object.fromEntries(entries) as Record<string, Hex>
}

function parseQuantity(value: unknown, name: keyof Header, kind: 'bigint' | 'number'): bigint | number {
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]{1,64}$/.test(value)) {
    throw new InvalidHeaderError(`${name} as a hexadecimal quantity`, show(value))
  }
  if (kind === 'bigint') return BigInt(value)
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new InvalidHeaderError(`${name} below 2^53`, show(value))
  return number
}

function parseBytes(value: unknown, name: keyof Header, kind: 'bytes' | { bytes: number }): Hex {
  const valid =
    typeof value === 'string' &&
    /^0x(?:[0-9a-fA-F]{2})*$/.test(value) &&
    (kind === 'bytes' || value.length === 2 + 2 * kind.bytes)
  if (!valid) {
    throw new InvalidHeaderError(
      `${name} as ${kind === 'bytes' ? '' : `${kind.bytes} `}bytes of hexadecimal`,
      show(value),
    )
  }
  return value.toLowerCase() as Hex
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}
