import { BaseError } from '../../../lib/errors.ts'
import { InternalError, RpcError } from './RpcError.ts'

export type ErrorObject = { code: number; message: string; data?: unknown }

/** Returns the error member of a JSON-RPC answer. Errors that are not meant for callers say nothing but "internal error". */
export function formatError(error: unknown): ErrorObject {
  if (error instanceof RpcError) return toObject(error.code, error.shortMessage, error.data)
  if (error instanceof BaseError) return toObject(codeOf(error), error.message, { ...factsOf(error), name: error.name })
  const internal = new InternalError(error)
  return toObject(internal.code, internal.shortMessage, undefined)
}

function toObject(code: number, message: string, data: unknown): ErrorObject {
  return data === undefined ? { code, message } : { code, message, data }
}

function codeOf(error: BaseError): number {
  return 'code' in error && Number.isInteger(error.code) ? (error.code as number) : -32000
}

const known = new Set(['name', 'message', 'stack', 'cause', 'code', 'shortMessage', 'details', 'metaMessages'])

/** The facts that the error was made from, as far as JSON can carry them. */
function factsOf(error: BaseError): Record<string, unknown> {
  const facts: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(error)) {
    if (known.has(key)) continue
    if (typeof value === 'bigint') facts[key] = value.toString()
    else if (['string', 'number', 'boolean'].includes(typeof value)) facts[key] = value
  }
  return facts
}
