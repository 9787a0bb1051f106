import { systemContracts } from '../../lib/chain/systemContracts.ts'

/** The currencies that trades are paid in. */
export const currencies = [
  { symbol: 'QDD', address: systemContracts.qdd },
  { symbol: 'QDT', address: systemContracts.qdt },
] as const

/** Returns the symbol of a currency, or its address where it is none of ours. */
export function symbolOf(token: string): string {
  return currencies.find(({ address }) => address === token.toLowerCase())?.symbol ?? token
}
