import type { Hex } from '../../bytes/hex.ts'
import { BaseError } from '../../errors.ts'

export class RegistryRefusedError extends BaseError {
  override readonly name = 'Dictionary.RegistryRefusedError'
  constructor(hash: Hex) {
    super(
      `The transaction ${hash} was put into a block and failed: somebody else was faster, or a deadline has passed.`,
    )
  }
}
