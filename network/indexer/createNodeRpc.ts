import { BaseError } from '../../lib/errors.ts'

export type RpcCall = readonly [method: string, ...params: unknown[]]

export type NodeRpc = {
  /** Returns the results in the order of the calls; throws when the node refuses one. */
  batch(calls: readonly RpcCall[]): Promise<unknown[]>
  /** The same, with an Error in the place of each call that the node refuses. */
  tryBatch(calls: readonly RpcCall[]): Promise<unknown[]>
}

type Answer = { id: number; result?: unknown; error?: Refusal }
type Refusal = { code: number; message: string }

/** Returns what asks the node many things in one request. Each request has a deadline. */
export function createNodeRpc(options: { url: string; timeoutMs?: number; signal?: AbortSignal }): NodeRpc {
  const { url, timeoutMs = 20_000 } = options

  async function tryBatch(calls: readonly RpcCall[]): Promise<unknown[]> {
    if (calls.length === 0) return []
    const answers = await post(calls)
    return calls.map(([method], id) => {
      const answer = answers.get(id)
      if (!answer) return new NodeAnswerError(url, `no answer to ${method}`)
      return answer.error ? refusal(method, answer.error) : answer.result
    })
  }

  function refusal(subject: string, { code, message }: Refusal): NodeAnswerError {
    return new NodeAnswerError(url, `${subject}: ${message}`, code)
  }

  async function post(calls: readonly RpcCall[]): Promise<Map<number, Answer>> {
    const deadline = AbortSignal.timeout(timeoutMs)
    const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline
    const body = JSON.stringify(calls.map(([method, ...params], id) => ({ jsonrpc: '2.0', id, method, params })))
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal,
      })
      const answers: unknown = await response.json()
      if (!Array.isArray(answers)) throw refuseWhole(answers)
      return new Map((answers as Answer[]).map((answer) => [answer.id, answer]))
    } catch (error) {
      if (error instanceof NodeAnswerError) throw error
      throw new NodeAwayError(url, error)
    }
  }

  /** What came in place of the answers: one refusal for all of them, or something else. */
  function refuseWhole(found: unknown): NodeAnswerError {
    const { error } = (found ?? {}) as Partial<Answer>
    return error
      ? refusal('all of a batch', error)
      : new NodeAnswerError(url, String(JSON.stringify(found)).slice(0, 200))
  }

  return {
    tryBatch,
    async batch(calls) {
      const results = await tryBatch(calls)
      for (const result of results) if (result instanceof Error) throw result
      return results
    },
  }
}

export class NodeAwayError extends BaseError {
  override readonly name = 'Indexer.NodeAwayError'
  constructor(url: string, cause: unknown) {
    super(`The node at ${url} does not answer.`, {
      cause,
      details: cause instanceof Error ? cause.message : String(cause),
    })
  }
}

export class NodeAnswerError extends BaseError {
  override readonly name = 'Indexer.NodeAnswerError'
  /** The code of JSON-RPC that the node refused with. */
  readonly code: number | undefined
  constructor(url: string, found: string, code?: number) {
    super(`Expected the node at ${url} to answer, found: ${found}`)
    this.code = code
  }
}
