import { BaseError } from '../errors.ts'

export type IndexParams = Readonly<Record<string, string | number | undefined>>

/** Asks the index of the network over HTTP. */
export type IndexClient = {
  /** Returns the answer; undefined where the index knows no such thing. */
  get<T>(path: string, params?: IndexParams, signal?: AbortSignal): Promise<T | undefined>
}

const timeoutMs = 8_000

/** Returns a client of the index at the address; every request has a deadline. */
export function createIndexClient({ url, fetch }: { url: string; fetch: typeof globalThis.fetch }): IndexClient {
  return {
    async get<T>(path: string, params: IndexParams = {}, signal?: AbortSignal) {
      const deadline = AbortSignal.timeout(timeoutMs)
      const response = await fetch(url + path + formatQuery(params), {
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      }).catch((cause: unknown) => {
        if (signal?.aborted) throw signal.reason
        throw new IndexAwayError(url, cause)
      })
      if (response.status === 404) return undefined
      const body: unknown = await response.json().catch(() => undefined)
      if (response.ok && typeof body === 'object' && body !== null) return body as T
      throw new IndexAnswerError(response.status, body)
    },
  }
}

function formatQuery(params: IndexParams): string {
  const pairs = Object.entries(params).filter((pair): pair is [string, string | number] => pair[1] !== undefined)
  const query = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))
  return pairs.length === 0 ? '' : `?${query}`
}

export class IndexAwayError extends BaseError {
  override readonly name = 'Explorer.IndexAwayError'
  constructor(url: string, cause: unknown) {
    super(`The index at ${url} does not answer.`, { cause })
  }
}

export class IndexAnswerError extends BaseError {
  override readonly name = 'Explorer.IndexAnswerError'
  constructor(status: number, body: unknown) {
    const found = (body as { error?: { message?: unknown } } | undefined)?.error?.message
    super(`Expected the index to answer, found status ${status}.`, {
      ...(typeof found === 'string' && { details: found.slice(0, 300) }),
    })
  }
}

export class NoIndexError extends BaseError {
  override readonly name = 'Explorer.NoIndexError'
  constructor() {
    super('This network publishes no index, so histories cannot be listed.')
  }
}
