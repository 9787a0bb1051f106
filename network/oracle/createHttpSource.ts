import { BaseError } from '../../lib/errors.ts'
import type { Source } from './Source.ts'

const deadlineMs = 10_000

/**
 * Returns a source that asks a web address. `{feed}` in the address becomes the feed's name; `path` leads to the number in
 * the JSON of the answer, as in "data.price". An answer of 404 means that it does not know the feed.
 */
export function createHttpSource(options: { address: string; path: string; fetch: typeof fetch }): Source {
  const keys = options.path.split('.').filter((key) => key !== '')
  return {
    name: 'http',
    async read(feed, signal) {
      const url = options.address.replaceAll('{feed}', encodeURIComponent(feed.name))
      const response = await options.fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]) })
      if (response.status === 404) return undefined
      if (!response.ok) throw new HttpSourceError(url, `status ${response.status}`)
      const answer: unknown = await response.json()
      const value = keys.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], answer)
      if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value
      throw new HttpSourceError(url, `${JSON.stringify(value)?.slice(0, 60) ?? 'nothing'} at "${options.path}"`)
    },
  }
}

export class HttpSourceError extends BaseError {
  override readonly name = 'Oracle.HttpSourceError'
  constructor(url: string, found: string) {
    super(`Expected a positive number from ${url}, found ${found}.`)
  }
}
