import type { Address } from '../bytes/hex.ts'
import { systemContracts } from './systemContracts.ts'

export type TokenName = { address: Address; symbol: string; decimals: number }

/** The tokens that stand on every chain of ours from genesis on; the first is what the chain values things in. */
export const chainTokens: readonly TokenName[] = [
  { address: systemContracts.qdt, symbol: 'QDT', decimals: 18 },
  { address: systemContracts.qdd, symbol: 'QDD', decimals: 18 },
  { address: systemContracts.qde, symbol: 'QDE', decimals: 18 },
  { address: systemContracts.qdr, symbol: 'QDR', decimals: 18 },
  { address: systemContracts.auc, symbol: 'AUC', decimals: 18 },
  { address: systemContracts.exchangeToken, symbol: 'QEX', decimals: 18 },
]

/** Returns the token of that address among those that are known. */
export function findToken(address: string, tokens: readonly TokenName[] = chainTokens): TokenName | undefined {
  return tokens.find((token) => token.address.toLowerCase() === address.toLowerCase())
}
