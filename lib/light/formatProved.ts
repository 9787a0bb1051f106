import { formatQuantity, type Hex } from '../bytes/hex.ts'
import type { ProvedState } from './verifyProof.ts'

/** Returns a proved account and its slots as JSON. */
export function formatProved({ account, storage }: ProvedState): {
  account: Record<string, Hex | boolean>
  storage: { key: Hex; value: Hex }[]
} {
  const { nonce, balance, ...rest } = account
  return { account: { ...rest, nonce: formatQuantity(nonce), balance: formatQuantity(balance) }, storage }
}
