'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Token } from '../../lib/chain/readToken.ts'
import { Shield } from '../chain/Shield.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Amount } from '../ui/Amount.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'

const window = 1000n
const shown = 50

/** The newest transfers of a token. */
export function TransferTable({ token }: { token: Token }) {
  const t = useTranslations('transfers')
  const format = useFormatter()
  const query = useChainQuery({
    queryKey: ['transfers', token.address],
    queryFn: async (client) => {
      const { readTransfers } = await import('../../lib/chain/readTransfers.ts')
      return readTransfers(client, token.address, window)
    },
    againMs: () => 4000,
  })
  const transfers = query.data
  return (
    <Card>
      <CardHeader
        title={t('title')}
        note={t('window', { blocks: format.number(window) })}
        action={<Shield proof={query.proof} />}
      />
      {!transfers && query.error && <ErrorState title={t('failed')} name={query.error.name} />}
      {!transfers && !query.error && <Skeleton className="m-4 w-60" />}
      {transfers?.length === 0 && <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>}
      {transfers && transfers.length > 0 && (
        <Table caption={t('title')}>
          <thead>
            <tr>
              <Th>{t('block')}</Th>
              <Th>{t('transaction')}</Th>
              <Th>{t('from')}</Th>
              <Th>{t('to')}</Th>
              <Th align="right">{t('amount')}</Th>
            </tr>
          </thead>
          <tbody>
            {transfers.slice(0, shown).map((transfer) => (
              <Tr key={`${transfer.hash}${transfer.logIndex}`}>
                <Td>
                  <ExplorerLink kind="block" id={String(transfer.blockNumber)}>
                    {format.number(transfer.blockNumber)}
                  </ExplorerLink>
                </Td>
                <Td>
                  <ExplorerLink kind="tx" id={transfer.hash} className="link font-mono">
                    {shortenHex(transfer.hash)}
                  </ExplorerLink>
                </Td>
                <Td>
                  <ExplorerLink kind="address" id={transfer.from} className="link font-mono">
                    {shortenHex(transfer.from)}
                  </ExplorerLink>
                </Td>
                <Td>
                  <ExplorerLink kind="address" id={transfer.to} className="link font-mono">
                    {shortenHex(transfer.to)}
                  </ExplorerLink>
                </Td>
                <Td align="right">
                  <Amount value={transfer.value} decimals={token.decimals} unit={token.symbol} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}
