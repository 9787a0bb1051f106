import { BaseError } from '../errors.ts'

/** The request function of EIP-1193: how the light client reaches a server. */
export type Transport = { request(call: RpcCall): Promise<unknown> }
export type RpcCall = { method: string; params?: readonly unknown[] }

/** Returns the transport with a deadline on each request. */
export function withDeadline(transport: Transport, timeoutMs: number): Transport {
  return {
    async request(call) {
      const late = Promise.withResolvers<never>()
      const timer = setTimeout(() => late.reject(new NoAnswerError(call.method, timeoutMs)), timeoutMs)
      try {
        return await Promise.race([transport.request(call), late.promise])
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

/** Returns whether the server said that it has no such method. */
export function isMethodMissing(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown }
  return code === -32601 || code === 4200
}

/** Returns whether the server said that what was asked makes an answer that is too large to send. */
export function isAnswerTooLarge(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  return (code === -32005 || code === -32003) && /larger than|too large/i.test(String(message))
}

export class NoAnswerError extends BaseError {
  override readonly name = 'Light.NoAnswerError'
  constructor(method: string, timeoutMs: number) {
    super(`Expected an answer to ${method} within ${timeoutMs} ms, but none came.`)
  }
}
