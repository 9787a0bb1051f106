import { BaseError } from '../errors.ts'

/** An error as plain data: what is left of it when it crosses a worker boundary. Stacks stay where they were made. */
export type ErrorData = {
  name: string
  message: string
  details?: string
  metaMessages?: readonly string[]
  /** The number of EIP-1193 and JSON-RPC errors. */
  code?: number
  cause?: ErrorData
}

const maxCauses = 8

/** Returns the error as structured-clone data, with its causes up to a bound. */
export function encodeError(error: unknown, causesLeft = maxCauses): ErrorData {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const { name, cause } = error
  const data: ErrorData = { name, message: error instanceof BaseError ? error.shortMessage : error.message }
  if (error instanceof BaseError && error.details !== undefined) data.details = error.details
  if (error instanceof BaseError && error.metaMessages.length > 0) data.metaMessages = [...error.metaMessages]
  if ('code' in error && typeof error.code === 'number') data.code = error.code
  if (cause !== undefined && causesLeft > 0) data.cause = encodeError(cause, causesLeft - 1)
  return data
}

/** Returns an error with the name, facts and causes that the other side threw. */
export function decodeError(data: ErrorData): RemoteError {
  return new RemoteError(data)
}

/** An error that was thrown on the other side of a port. Switch on its `name`; it is never an instance of the original class. */
export class RemoteError extends BaseError {
  override readonly name: string
  readonly code?: number
  constructor(data: ErrorData) {
    super(data.message, {
      ...(data.details === undefined ? {} : { details: data.details }),
      ...(data.metaMessages === undefined ? {} : { metaMessages: data.metaMessages }),
      ...(data.cause === undefined ? {} : { cause: decodeError(data.cause) }),
    })
    this.name = data.name
    if (data.code !== undefined) this.code = data.code
  }
}
