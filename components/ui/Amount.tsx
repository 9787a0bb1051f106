import { splitAmount } from './splitAmount.ts'

/** A coin amount with its unit. The fraction recedes, so that the eye finds the whole part. */
export function Amount({ value, decimals, unit }: { value: bigint; decimals: number; unit: string }) {
  const { whole, fraction } = splitAmount(value, decimals)
  return (
    <span className="tabular">
      {whole}
      {fraction && <span className="text-muted">.{fraction}</span>} <bdi className="text-muted">{unit}</bdi>
    </span>
  )
}
