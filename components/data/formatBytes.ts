const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** Returns a size in the unit that leaves up to three digits before the point. */
export function formatBytes(bytes: number, locale = 'en'): string {
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** power
  const digits = power === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2
  return `${value.toLocaleString(locale, { maximumFractionDigits: digits })} ${units[power]}`
}
