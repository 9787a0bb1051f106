'use client'

import { useQuery } from '@tanstack/react-query'
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
import { AddressLink } from './AddressLink.tsx'
import { FromTo } from './FromTo.tsx'

const step = 50
/** On a phone from whom to whom stands below the hash, so that it is in sight. */
const wide = 'max-sm:hidden'

export function TransactionTable({ transactions }: { transactions: BlockDetails['transactions'] }) {
  const t = useTranslations('transactions')
  const format = useFormatter()
  const [shown, setShown] = useState(step)
  const functionOf = useFunctionNames()
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
              <Th>{t('function')}</Th>
              <Th className={wide}>{t('from')}</Th>
              <Th className={wide}>{t('to')}</Th>
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
                  <FromTo
                    from={<AddressLink address={transaction.from} />}
                    to={transaction.to && <AddressLink address={transaction.to} />}
                    className="sm:hidden"
                  />
                </Td>
                <Td>{functionOf(transaction) ?? t(transaction.to ? 'transfer' : 'creation')}</Td>
                <Td className={wide}>
                  <AddressLink address={transaction.from} />
                </Td>
                <Td className={wide}>{transaction.to ? <AddressLink address={transaction.to} /> : t('creation')}</Td>
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

/** Returns the function that names what a transaction calls; undefined where it only moves coins. */
function useFunctionNames(): (transaction: BlockDetails['transactions'][number]) => string | undefined {
  const { data: findMethod } = useQuery({
    queryKey: ['findMethod'],
    queryFn: async () => ({ of: (await import('../../lib/explorer/findMethod.ts')).findMethod }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return ({ to, input }) => {
    if (!to || input.length < 10) return undefined
    return findMethod?.of(to, input) ?? input.slice(0, 10)
  }
}
