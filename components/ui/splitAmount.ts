/** Returns the exact decimal digits of a fixed-point amount: grouped whole part and fraction without trailing zeros. */
export function splitAmount(value: bigint, decimals: number): { whole: string; fraction: string } {
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
  const cut = digits.length - decimals
  const whole = digits.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, ',')
  return { whole: value < 0n ? `−${whole}` : whole, fraction: digits.slice(cut).replace(/0+$/, '') }
}
