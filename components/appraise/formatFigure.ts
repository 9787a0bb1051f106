import type { OracleFeed } from '../../lib/appraisal/oracleFeeds.ts'
import { formatUsd } from './formatUsd.ts'

/** Returns a figure of a feed in the way that its kind is read. */
export function formatFigure(value: number, { kind }: Pick<OracleFeed, 'kind'>, locale: string): string {
  if (kind === 'newCar') return formatUsd(value, locale)
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 4 }).format(value)
}
