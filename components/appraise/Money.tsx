import type { Address } from '../../lib/bytes/hex.ts'
import { TokenAmount } from '../chain/TokenAmount.tsx'

/** An amount of what a sale or a job is paid in. */
export function Money({ value, token }: { value: bigint; token: Address }) {
  return <TokenAmount token={token} value={value} />
}
