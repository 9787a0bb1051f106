import type { Address } from '../../lib/bytes/hex.ts'
import { findToken } from '../../lib/chain/chainTokens.ts'
import { Amount } from '../ui/Amount.tsx'

/** An amount of one of the chain's currencies. */
export function Money({ value, token }: { value: bigint; token: Address }) {
  const known = findToken(token)
  return <Amount value={value} decimals={known?.decimals ?? 18} unit={known?.symbol ?? token.slice(0, 8)} />
}
