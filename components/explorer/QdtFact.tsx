'use client'

import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Amount } from '../ui/Amount.tsx'
import { Fact } from '../ui/Facts.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useToken } from './useToken.ts'

/** The balance of the chain's own token; absent on a chain that does not carry it. */
export function QdtFact({ address }: { address: Address }) {
  const t = useTranslations('address')
  const token = useToken(systemContracts.qdt)
  const balance = useChainQuery({
    queryKey: ['tokenBalance', systemContracts.qdt, address],
    queryFn: async (client) => {
      const { readTokenBalance } = await import('../../lib/chain/readToken.ts')
      return readTokenBalance(client, systemContracts.qdt, address)
    },
    enabled: Boolean(token.data),
    againMs: () => 4000,
  })
  if (token.data === null || token.error || balance.error) return null
  return (
    <Fact name={token.data?.symbol ?? 'QDT'} note={t('qdtNote')}>
      {token.data && balance.data !== undefined ? (
        <Amount value={balance.data} decimals={token.data.decimals} unit={token.data.symbol} />
      ) : (
        <Skeleton className="w-32" />
      )}
    </Fact>
  )
}
