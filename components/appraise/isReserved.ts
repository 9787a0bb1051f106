import type { SaleTerms } from '../../lib/appraisal/vehicleSale.ts'

/** Returns whether one buyer alone may pay. */
export function isReserved({ buyer }: Pick<SaleTerms, 'buyer'>): boolean {
  return !/^0x0{40}$/.test(buyer)
}
