import { BaseError } from '../errors.ts'
import { decodeError, type ErrorData } from '../rpc/transferError.ts'

/** A place that keeps blocks: a storage node, or the own store of a data agent, which answers alike. */
export type StorageNode = {
  /** Where it answers over HTTP, without a slash at the end. */
  http: string
  /** Where it listens for bitswap, as a multiaddr; absent for a store that has none. */
  swarm?: string | undefined
}

/** What every function that talks to storage nodes takes. */
export type StorageCall = {
  fetch?: typeof fetch
  signal?: AbortSignal | undefined
  timeoutMs?: number
  /** Makes the proof of who asks for that node (see storageAccess); without it one asks as anybody. */
  access?: StorageAccess | undefined
}
export type StorageAccess = (node: StorageNode) => Promise<string>

type Request = StorageCall & {
  node: StorageNode
  path: string
  method?: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  body?: Uint8Array<ArrayBuffer> | object
  /** Statuses that are answers and not failures. */
  accept?: readonly number[]
}

const defaultTimeoutMs = 30_000

/** Returns the answer of a node; throws what it refused, by its name, or that it is away. */
export async function askNode({ node, path, method = 'GET', body, accept = [], ...call }: Request): Promise<Response> {
  const { fetch: ask = fetch, access, timeoutMs = defaultTimeoutMs } = call
  const deadline = AbortSignal.timeout(timeoutMs)
  const isBytes = body instanceof Uint8Array
  const headers: Record<string, string> = {}
  if (body) headers['content-type'] = isBytes ? 'application/octet-stream' : 'application/json'
  if (access) headers.authorization = await access(node)
  let response: Response
  try {
    response = await ask(`${node.http}${path}`, {
      method,
      headers,
      signal: call.signal ? AbortSignal.any([call.signal, deadline]) : deadline,
      ...(body && { body: isBytes ? body : JSON.stringify(body) }),
    })
  } catch (cause) {
    call.signal?.throwIfAborted()
    throw new NodeAwayError(node, deadline.aborted ? `no answer within ${timeoutMs} ms` : wordsOf(cause), cause)
  }
  if (response.ok || accept.includes(response.status)) return response
  throw await readRefusal(node, response)
}

/** Returns the JSON of an answer. */
export async function readJson<T>(request: Request): Promise<T> {
  const response = await askNode(request)
  try {
    return (await response.json()) as T
  } catch (cause) {
    request.signal?.throwIfAborted()
    throw new NodeAnswerError(request.node, 'no JSON', cause)
  }
}

async function readRefusal(node: StorageNode, response: Response): Promise<BaseError> {
  try {
    const { error } = (await response.json()) as { error: ErrorData }
    if (typeof error.name === 'string' && typeof error.message === 'string') return decodeError(error)
  } catch {
    // A host that is no storage node answers in its own way.
  }
  return new NodeAnswerError(node, `status ${response.status}`)
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

/** The node cannot be reached now; another one may have the same blocks. */
export class NodeAwayError extends BaseError {
  override readonly name = 'Ipfs.NodeAwayError'
  constructor({ http }: StorageNode, details: string, cause?: unknown) {
    super(`The storage node at ${http} does not answer.`, {
      cause,
      details,
      metaMessages: ['Try again later, or choose another storage node.'],
    })
  }
}

export class NodeAnswerError extends BaseError {
  override readonly name = 'Ipfs.NodeAnswerError'
  constructor({ http }: StorageNode, found: string, cause?: unknown) {
    super(`Expected ${http} to answer as a storage node, found ${found}.`, { cause })
  }
}
