'use client'

import { useTranslations } from 'next-intl'
import { Shield } from '../chain/Shield.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { useExplorerId } from '../frame/useExplorerId.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { shortenHex } from '../ui/shortenHex.ts'
import { LogList } from './LogList.tsx'
import { NothingHere } from './NothingHere.tsx'
import { QueryState } from './QueryState.tsx'
import { TxFacts } from './TxFacts.tsx'

export function TxScreen() {
  const t = useTranslations('tx')
  const id = useExplorerId('tx')
  const query = useTransactionDetails(id)
  const title = query.data ? t('titleOf', { hash: shortenHex(query.data.transaction.hash, 8, 6) }) : t('title')
  return (
    <>
      <PageHeader
        title={title}
        tabTitle={title}
        purpose={t('purpose')}
        help="tx"
        mark={<Shield proof={query.proof} />}
      />
      {id === '' ? (
        <NothingHere title={t('emptyTitle')}>{t('empty')}</NothingHere>
      ) : query.data === null ? (
        <NothingHere title={t('missingTitle')}>{t('missing', { hash: id ?? '' })}</NothingHere>
      ) : (
        <QueryState query={query} rows={9}>
          {(details) => (
            <div className="flex flex-col gap-6">
              <TxFacts details={details} />
              {details.receipt && <LogList logs={details.receipt.logs} />}
            </div>
          )}
        </QueryState>
      )}
    </>
  )
}

/** A transaction that is not in a block yet is read again each second. */
function useTransactionDetails(hash: string | undefined) {
  return useChainQuery({
    queryKey: ['tx', hash],
    queryFn: async (client) => {
      const { readTransactionDetails } = await import('../../lib/chain/readTransactionDetails.ts')
      return (await readTransactionDetails(client, hash!)) ?? null
    },
    enabled: Boolean(hash),
    staleTime: Number.POSITIVE_INFINITY,
    againMs: (details) => (details?.receipt ? false : 1000),
  })
}
