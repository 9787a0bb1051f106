import { BaseError } from '../errors.ts'

/** Returns what bytes mean that somebody else sent; names them where they mean nothing. */
export function openBytes<T>(what: string, decode: () => T): T {
  try {
    return decode()
  } catch (cause) {
    throw new ForgedBytesError(what, cause)
  }
}

export class ForgedBytesError extends BaseError {
  override readonly name = 'Market.ForgedBytesError'
  constructor(what: string, cause: unknown) {
    super(`Expected the bytes of ${what}, found bytes that mean nothing.`, { cause })
  }
}
