'use client'

import { useTranslations } from 'next-intl'
import type { TransactionDetails } from '../../lib/chain/readTransactionDetails.ts'
import english from '../i18n/messages/en/transaction.json'
import { Words } from '../i18n/Words.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Copyable } from '../ui/Copyable.tsx'

/** Transaction and receipt with every member, for those who want to compare. */
export function RawCard({ details }: { details: TransactionDetails }) {
  return (
    <Words english={english}>
      <Raw title="transaction" value={details.transaction} />
      {details.receipt && <Raw title="receipt" value={details.receipt} />}
    </Words>
  )
}

function Raw({ title, value }: { title: 'transaction' | 'receipt'; value: object }) {
  const t = useTranslations('transaction')
  const text = JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part), 2)
  return (
    <Card className="mb-4">
      <CardHeader
        title={t(`raw.${title}`)}
        action={
          <Copyable value={text} label={t('copyRaw')} copiedLabel={t('copied')}>
            {null}
          </Copyable>
        }
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section aria-label={t(`raw.${title}`)} tabIndex={0} className="max-h-96 overflow-auto p-4">
        <pre className="font-mono text-xs">{text}</pre>
      </section>
    </Card>
  )
}
