'use client'

import { useTranslations } from 'next-intl'
import { findToken } from '../../lib/chain/chainTokens.ts'
import { Amount } from '../ui/Amount.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { useTokenUnit } from './useTokenUnit.ts'

/** An amount of any token. What is not ours shows its address too, since anybody may call a token by the name of another. */
export function TokenAmount({ token, value }: { token: string; value: bigint }) {
  const known = findToken(token)
  return known ? (
    <Amount value={value} decimals={known.decimals} unit={known.symbol} />
  ) : (
    <ForeignAmount token={token} value={value} />
  )
}

/** In the smallest unit where the token does not say how it counts: a guess could be wrong by many noughts. */
function ForeignAmount({ token, value }: { token: string; value: bigint }) {
  const t = useTranslations('frame')
  const unit = useTokenUnit(token)
  if (unit === undefined) return <Skeleton className="w-20" />
  const address = shortenHex(token, 4, 4)
  return unit === null ? (
    <Amount value={value} decimals={0} unit={t('smallestUnits', { token: address })} />
  ) : (
    <Amount value={value} decimals={unit.decimals} unit={`${unit.symbol} ${address}`.trim()} />
  )
}
