'use client'

import { Amount } from '../ui/Amount.tsx'
import { useToken } from './useToken.ts'

/** An amount of a token in its own unit; without one where the token does not say how it counts. */
export function TokenAmount({ token, value }: { token: string; value: bigint }) {
  const { data } = useToken(token)
  return <Amount value={value} decimals={data?.decimals ?? 0} unit={data?.symbol ?? ''} />
}
