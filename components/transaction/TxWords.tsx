'use client'

import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Transaction } from 'viem'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { Explanation } from '../../lib/wallet/Explanation.ts'
import calls from '../i18n/messages/en/calls.json'
import transaction from '../i18n/messages/en/transaction.json'
import wallet from '../i18n/messages/en/wallet.json'
import { Words } from '../i18n/Words.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useFactWords } from '../wallet/useFactWords.ts'
import { useTrace } from './useTrace.ts'

const english = { ...transaction, ...calls, approval: wallet.approval }

type Asked = Pick<Transaction, 'hash' | 'from' | 'to' | 'value' | 'input'>

/** What the transaction was sent to do, in a sentence; and why it failed, in the contract's words. */
export function TxWords(props: { transaction: Asked; failedHash: Hex | undefined }) {
  return (
    <Words english={english}>
      <Sentences {...props} />
    </Words>
  )
}

function Sentences({ transaction, failedHash }: { transaction: Asked; failedHash: Hex | undefined }) {
  const say = useFactWords()
  const query = useChainQuery({
    queryKey: ['explain', transaction.hash],
    queryFn: async (client) => explain(client as never, transaction),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <div className="flex flex-col gap-1">
      {query.data ? (
        query.data.facts.map((fact, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the facts of a transaction never change
          <p key={index} className="font-semibold">
            {say(fact)}
          </p>
        ))
      ) : query.error ? (
        <span>–</span>
      ) : (
        <Skeleton className="w-72" />
      )}
      {failedHash && <Failure hash={failedHash} />}
    </div>
  )
}

function Failure({ hash }: { hash: Hex }) {
  const t = useTranslations('transaction')
  const query = useTrace(hash)
  return (
    <p className="flex items-start gap-2 text-bad">
      <CircleAlert aria-hidden className="mt-1 size-4 shrink-0" />
      {query.data ? (
        <span>
          {t('failedBecause')} <code className="break-all font-mono">{query.data.failure ?? t('unknownReason')}</code>
        </span>
      ) : query.error ? (
        t('unknownReason')
      ) : (
        <Skeleton className="w-48" />
      )}
    </p>
  )
}

async function explain(client: never, { from, to, value, input }: Asked): Promise<Explanation> {
  const [{ explainTransaction }, { createChainReader }, { knownContracts }] = await Promise.all([
    import('../../lib/wallet/explainTransaction.ts'),
    import('../../lib/wallet/createChainReader.ts'),
    import('../../lib/wallet/knownContracts.ts'),
  ])
  const request = { from, ...(to && { to }), value, data: input }
  return explainTransaction(request, { reader: createChainReader(client), contracts: knownContracts })
}
