import type { Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'

/** What a contract was compiled from and to, published with the app under /contracts. */
export type ContractSource = {
  name: string
  compiler: string
  /** Of the compiler: optimizer, EVM version. */
  settings: Readonly<Record<string, unknown>>
  /** Paths under /contracts, its own file first. */
  sources: readonly string[]
  /** What its authors say of it, and of each function and event by signature. */
  notice: string
  functions: Readonly<Record<string, string>>
  events: Readonly<Record<string, string>>
  deployedBytecode: Hex
  /** Places in the code that the constructor filled in, in bytes. */
  immutables: readonly { start: number; length: number }[]
}

export type CodeCheck =
  | { kind: 'same'; size: number; immutables: readonly { start: number; value: Hex }[] }
  | { kind: 'other'; size: number; expectedSize: number; differing: number }

/** Returns the source of a system contract, as the app carries it. */
export async function fetchContractSource(name: string, options: { fetch: typeof fetch }): Promise<ContractSource> {
  const response = await options.fetch(`/contracts/${name}.json`, { signal: AbortSignal.timeout(8_000) })
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) throw new NoSourceError(name)
  return (await response.json()) as ContractSource
}

/** Returns the text of a source file. */
export async function fetchSourceFile(path: string, options: { fetch: typeof fetch }): Promise<string> {
  const address = `/contracts/${path.split('/').map(encodeURIComponent).join('/')}`
  const response = await options.fetch(address, { signal: AbortSignal.timeout(8_000) })
  if (!response.ok) throw new NoSourceError(path)
  return response.text()
}

/** Returns whether the code on the chain is what the source compiles to; what the constructor filled in may be anything. */
export function compareCode(code: Hex, source: Pick<ContractSource, 'deployedBytecode' | 'immutables'>): CodeCheck {
  const found = code.slice(2).toLowerCase()
  const expected = source.deployedBytecode.slice(2).toLowerCase()
  const size = found.length / 2
  const places = source.immutables.map(({ start, length }) => ({
    start,
    value: `0x${cut(found, start, length)}` as Hex,
  }))
  if (blank(found, source.immutables) === blank(expected, source.immutables))
    return { kind: 'same', size, immutables: places }
  return { kind: 'other', size, expectedSize: expected.length / 2, differing: countDifferences(found, expected) }
}

function cut(hex: string, start: number, length: number): string {
  return hex.slice(2 * start, 2 * (start + length))
}

function blank(hex: string, places: readonly { start: number; length: number }[]): string {
  let blanked = hex
  for (const { start, length } of places) {
    const [from, to] = [2 * start, 2 * (start + length)]
    if (to <= blanked.length) blanked = blanked.slice(0, from) + '0'.repeat(to - from) + blanked.slice(to)
  }
  return blanked
}

function countDifferences(a: string, b: string): number {
  let count = 0
  for (let i = 0; i < Math.max(a.length, b.length); i += 2) if (a.slice(i, i + 2) !== b.slice(i, i + 2)) count++
  return count
}

export class NoSourceError extends BaseError {
  override readonly name = 'Explorer.NoSourceError'
  constructor(name: string) {
    super(`This host of the app does not publish the source of ${name.slice(0, 60)}.`)
  }
}
