'use client'

import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import { TokenAmount } from '../chain/TokenAmount.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { FundAction } from '../wallet/FundAction.tsx'
import type { WalletConnection } from '../wallet/WalletView.ts'

/** What the account has of the currency, and on the development chain how to get some. */
export function Funds({ connection, token, needed }: { connection: WalletConnection; token: Address; needed: bigint }) {
  const t = useTranslations('market')
  const { data } = useChainQuery({
    queryKey: ['balance', token, connection.address],
    queryFn: async (client) => {
      const { readTokenBalance } = await import('../../lib/chain/readToken.ts')
      return readTokenBalance(client, token, connection.address)
    },
    againMs: () => 3_000,
  })
  if (needed === 0n) return null
  const isShort = data !== undefined && data < needed
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 text-sm">
      <span className={isShort ? 'font-semibold text-bad' : 'text-muted'}>
        {t('youHave')} {data === undefined ? '…' : <TokenAmount token={token} value={data} />}
      </span>
      {isShort && <FundAction address={connection.address} />}
    </div>
  )
}
