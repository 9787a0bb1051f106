import { BaseError, type BaseErrorOptions } from '../../../lib/errors.ts'

/** What a JSON-RPC caller is told: a code that programs switch on, a sentence, and data for whoever wants more. */
export class RpcError extends BaseError {
  override readonly name: string = 'Rpc.Error'
  readonly code: number
  readonly data: unknown
  constructor(code: number, message: string, options: BaseErrorOptions & { data?: unknown } = {}) {
    super(message, options)
    this.code = code
    this.data = options.data
  }
}

export class ParseError extends RpcError {
  override readonly name = 'Rpc.ParseError'
  constructor(found: string) {
    super(-32700, `parse error: expected JSON in UTF-8, found ${found}`)
  }
}

export class InvalidRequestError extends RpcError {
  override readonly name = 'Rpc.InvalidRequestError'
  constructor(message: string) {
    super(-32600, `invalid request: ${message}`)
  }
}

export class MethodNotFoundError extends RpcError {
  override readonly name = 'Rpc.MethodNotFoundError'
  constructor(method: string) {
    super(-32601, `the method ${shorten(method)} does not exist or is not available`)
  }
}

export class InvalidParamsError extends RpcError {
  override readonly name = 'Rpc.InvalidParamsError'
  constructor(message: string) {
    super(-32602, message)
  }
}

export class InternalError extends RpcError {
  override readonly name = 'Rpc.InternalError'
  constructor(cause: unknown) {
    super(-32603, 'internal error', { cause })
  }
}

/** The server understood and will not or cannot answer: unknown block, pruned state, failed execution. */
export class ServerError extends RpcError {
  override readonly name = 'Rpc.ServerError'
  constructor(message: string, data?: unknown) {
    super(-32000, message, { data })
  }
}

export class LimitExceededError extends RpcError {
  override readonly name: string = 'Rpc.LimitExceededError'
  constructor(message: string, data?: unknown) {
    super(-32005, `limit exceeded: ${message}`, { data })
  }
}

export class RequestTimeoutError extends RpcError {
  override readonly name = 'Rpc.RequestTimeoutError'
  constructor(timeoutMs: number) {
    super(-32002, `request timed out after ${timeoutMs} ms`)
  }
}

/** Returns text that is fit to be echoed to the caller. */
export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}
