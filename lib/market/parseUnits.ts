/** Returns an amount with up to 18 decimals as its smallest units; undefined for anything that is no such amount. */
export function parseUnits(text: string): bigint | undefined {
  const [, whole = '', fraction = ''] = /^(\d{1,12})(?:[.,](\d{1,18}))?$/.exec(text.trim()) ?? []
  if (whole === '') return undefined
  return BigInt(whole) * 10n ** 18n + BigInt(fraction.padEnd(18, '0') || '0')
}
