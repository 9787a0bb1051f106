import { BaseError } from '../errors.ts'

/** The adapter is gone: unplugged, out of reach, or taken by another program. */
export class AdapterLostError extends BaseError {
  override readonly name = 'Obd.AdapterLostError'
  constructor(cause: unknown) {
    super('The adapter is gone: unplugged, out of reach, or in use by another program.', {
      cause,
      ...(cause instanceof Error && { details: cause.message }),
    })
  }
}
