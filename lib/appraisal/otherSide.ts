import type { Address } from '../bytes/hex.ts'
import type { VehicleSale } from './vehicleSale.ts'

/** Returns the other side of a sale that is paid, or undefined for somebody who is no side of it. */
export function otherSide(
  { terms, status }: Pick<VehicleSale, 'terms' | 'status'>,
  account: Address,
): Address | undefined {
  const is = (other: Address | undefined) => other?.toLowerCase() === account.toLowerCase()
  if (is(terms.seller)) return status.buyer
  return is(status.buyer) ? terms.seller : undefined
}
