const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const

/** Returns a length of time in its largest fitting unit. */
export function formatSpan(ms: number): string {
  const [symbol, size] = units.find(([, unitMs]) => ms >= unitMs) ?? ['ms', 1]
  return `${Number((ms / size).toPrecision(3))} ${symbol}`
}
