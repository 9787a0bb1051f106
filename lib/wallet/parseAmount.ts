import { BaseError } from '../errors.ts'

/** Returns the amount in the smallest unit. A point or a comma may stand before the fraction; groups may not be marked. */
export function parseAmount(text: string, decimals = 18): bigint {
  const match = /^(\d{1,30})(?:[.,](\d*))?$/.exec(text.trim())
  if (!match) throw new InvalidAmountError()
  const [, whole, fraction = ''] = match
  if (fraction.length > decimals) throw new AmountTooFineError(decimals)
  const amount = BigInt(whole + fraction.padEnd(decimals, '0'))
  if (amount === 0n) throw new InvalidAmountError()
  return amount
}

export class InvalidAmountError extends BaseError {
  override readonly name = 'Wallet.InvalidAmountError'
  constructor() {
    super('Expected an amount above zero, in digits with at most one point, such as 12.5.')
  }
}

export class AmountTooFineError extends BaseError {
  override readonly name = 'Wallet.AmountTooFineError'
  constructor(decimals: number) {
    super(`Expected at most ${decimals} digits behind the point.`)
  }
}
