'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { TransactionDetails } from '../../lib/chain/readTransactionDetails.ts'
import { Hash } from '../chain/Hash.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { Amount } from '../ui/Amount.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Card } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'
import { AddressBadge } from './AddressBadge.tsx'

/** `words` says what the transaction does; its code comes after the facts. */
export function TxFacts({ details, words }: { details: TransactionDetails; words: ReactNode }) {
  const t = useTranslations('tx')
  const format = useFormatter()
  const { transaction, receipt, timestamp } = details
  return (
    <Card>
      <Facts>
        <Fact name={t('status')}>
          <Status receipt={receipt} />
        </Fact>
        <Fact name={t('words')}>
          <div className="min-h-12 sm:min-h-6">{words}</div>
        </Fact>
        <Fact name={t('hash')}>
          <Hash value={transaction.hash} what={t('hash')} />
        </Fact>
        {transaction.blockNumber !== null && (
          <Fact name={t('block')}>
            <ExplorerLink kind="block" id={String(transaction.blockNumber)}>
              {format.number(transaction.blockNumber)}
            </ExplorerLink>{' '}
            {timestamp !== undefined && (
              <span className="text-muted">
                <TimeAgo timestampMs={Number(timestamp) * 1000} />
              </span>
            )}
          </Fact>
        )}
        <Fact name={t('from')}>
          <Hash value={transaction.from} kind="address" what={t('from')} /> <AddressBadge address={transaction.from} />
        </Fact>
        <Fact name={t('to')}>
          {transaction.to ? (
            <>
              <Hash value={transaction.to} kind="address" what={t('to')} /> <AddressBadge address={transaction.to} />
            </>
          ) : (
            t('creation')
          )}
        </Fact>
        {receipt?.contractAddress && (
          <Fact name={t('created')}>
            <Hash value={receipt.contractAddress} kind="address" what={t('created')} />
          </Fact>
        )}
        <Fact name={t('value')}>
          <Amount value={transaction.value} decimals={18} unit={t('unit')} />
        </Fact>
        <Fact name={t('gas')}>
          {receipt
            ? t('gasOf', { used: format.number(receipt.gasUsed), limit: format.number(transaction.gas) })
            : t('gasLimit', { limit: format.number(transaction.gas) })}
        </Fact>
        <Fact name={t('fee')}>
          {receipt ? (
            <Amount value={receipt.gasUsed * receipt.effectiveGasPrice} decimals={18} unit={t('unit')} />
          ) : (
            '–'
          )}
        </Fact>
        <Fact name={t('nonce')}>{format.number(transaction.nonce)}</Fact>
        <Fact name={t('input')}>{transaction.input === '0x' ? t('noInput') : <Input input={transaction.input} />}</Fact>
      </Facts>
    </Card>
  )
}

function Status({ receipt }: { receipt: TransactionDetails['receipt'] }) {
  const t = useTranslations('tx')
  if (!receipt) return <Badge tone="warn">{t('waiting')}</Badge>
  return receipt.status === 'success' ? (
    <Badge tone="good">{t('success')}</Badge>
  ) : (
    <Badge tone="bad">{t('reverted')}</Badge>
  )
}

function Input({ input }: { input: string }) {
  const t = useTranslations('tx')
  const format = useFormatter()
  return (
    <details>
      <summary className="cursor-pointer">
        {t('inputOf', { selector: input.slice(0, 10), count: format.number((input.length - 2) / 2) })}
      </summary>
      <code className="block max-h-56 overflow-y-auto break-all pt-2 font-mono text-xs">{input}</code>
    </details>
  )
}
