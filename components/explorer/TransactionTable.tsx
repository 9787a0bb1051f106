'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { BlockDetails } from '../../lib/chain/readBlockDetails.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { Amount } from '../ui/Amount.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'

const step = 50

export function TransactionTable({ transactions }: { transactions: BlockDetails['transactions'] }) {
  const t = useTranslations('transactions')
  const format = useFormatter()
  const [shown, setShown] = useState(step)
  return (
    <Card>
      <CardHeader title={t('title')} note={t('count', { count: transactions.length })} />
      {transactions.length === 0 ? (
        <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>
      ) : (
        <Table caption={t('title')}>
          <thead>
            <tr>
              <Th>{t('hash')}</Th>
              <Th>{t('from')}</Th>
              <Th>{t('to')}</Th>
              <Th align="right">{t('value')}</Th>
            </tr>
          </thead>
          <tbody>
            {transactions.slice(0, shown).map((transaction) => (
              <Tr key={transaction.hash}>
                <Td>
                  <ExplorerLink kind="tx" id={transaction.hash} className="link font-mono">
                    {shortenHex(transaction.hash, 8, 6)}
                  </ExplorerLink>
                </Td>
                <Td>
                  <ExplorerLink kind="address" id={transaction.from} className="link font-mono">
                    {shortenHex(transaction.from)}
                  </ExplorerLink>
                </Td>
                <Td>
                  {transaction.to ? (
                    <ExplorerLink kind="address" id={transaction.to} className="link font-mono">
                      {shortenHex(transaction.to)}
                    </ExplorerLink>
                  ) : (
                    t('creation')
                  )}
                </Td>
                <Td align="right">
                  <Amount value={transaction.value} decimals={18} unit={t('unit')} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      {transactions.length > shown && (
        <div className="border-line border-t p-3">
          <Button size="sm" onClick={() => setShown(shown + step)}>
            {t('more', { count: format.number(transactions.length - shown) })}
          </Button>
        </div>
      )}
    </Card>
  )
}
