/** Returns whole US dollars in the way of the language, with a sign where `sign` asks for it. */
export function formatUsd(amount: number, locale: string, { sign = false } = {}): string {
  const signDisplay = sign ? 'exceptZero' : 'auto'
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
    signDisplay,
  }).format(amount)
}
