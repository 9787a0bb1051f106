const unit = 10n ** 18n

/** Returns an amount of QDT without its fraction, for columns in which it does not matter. */
export function wholeQdt(amount: bigint, format: (value: bigint) => string): string {
  return format(amount / unit)
}
