import { splitAmount } from '../ui/splitAmount.ts'

/** Returns an amount to its last digit, as text. */
export function formatExact(value: bigint, decimals = 18): string {
  const { whole, fraction } = splitAmount(value, decimals)
  return fraction ? `${whole}.${fraction}` : whole
}
