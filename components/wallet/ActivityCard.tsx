'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import { findToken, type TokenName } from '../../lib/chain/chainTokens.ts'
import type { AccountTransfer } from '../../lib/wallet/readTransfersOf.ts'
import { Shield } from '../chain/Shield.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { cx } from '../ui/cx.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'
import { AddressName } from './AddressName.tsx'
import { formatExact } from './formatExact.ts'
import { ReceivedCoins } from './ReceivedCoins.tsx'
import { SentList } from './SentList.tsx'
import { useTokens } from './useTokens.ts'

const pageSize = 20

/** What moved to and from the account, with the way into the explorer. */
export function ActivityCard({ address }: { address: Address }) {
  const t = useTranslations('walletActivity')
  const [shown, setShown] = useState(pageSize)
  const { tokens } = useTokens()
  const addresses = tokens.map((token) => token.address)
  const { data, error, proof } = useChainQuery({
    queryKey: ['transfersOf', address, ...addresses],
    queryFn: async (client) => {
      const { readTransfersOf } = await import('../../lib/wallet/readTransfersOf.ts')
      return readTransfersOf(client, address, addresses)
    },
    againMs: () => 3000,
  })
  const transfers = data?.transfers
  const left = (transfers?.length ?? 0) - shown
  return (
    <Card>
      <CardHeader title={t('title')} note={t('note')} action={<Shield proof={proof} />} />
      <SentList address={address} />
      <ReceivedCoins address={address} />
      {!transfers && error && <ErrorState title={t('failed')} name={error.name} />}
      {!transfers && !error && <Skeleton className="m-4 w-60" />}
      {transfers?.length === 0 && <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>}
      {transfers && transfers.length > 0 && (
        <Table caption={t('title')}>
          <thead>
            <tr>
              <Th>{t('when')}</Th>
              <Th>{t('what')}</Th>
              <Th>{t('who')}</Th>
              <Th align="right">{t('amount')}</Th>
              <Th>{t('transaction')}</Th>
            </tr>
          </thead>
          <tbody>
            {transfers.slice(0, shown).map((transfer) => (
              <TransferRow
                key={`${transfer.hash}${transfer.logIndex}`}
                transfer={transfer}
                token={findToken(transfer.token, tokens)}
                address={address}
              />
            ))}
          </tbody>
        </Table>
      )}
      {data && data.hidden > 0 && <p className="px-4 py-3 text-muted text-sm">{t('hidden', { count: data.hidden })}</p>}
      {left > 0 && (
        <div className="p-4">
          <Button size="sm" onClick={() => setShown(shown + pageSize)}>
            {t('more', { count: left })}
          </Button>
        </div>
      )}
    </Card>
  )
}

const nobody = `0x${'0'.repeat(40)}`

function kindOf({ from, to }: AccountTransfer, address: Address) {
  if (from === address) return to === address ? 'self' : to === nobody ? 'fee' : 'sent'
  return from === nobody ? 'issued' : 'received'
}

type TransferRowProps = { transfer: AccountTransfer; token: TokenName | undefined; address: Address }

function TransferRow({ transfer, token, address }: TransferRowProps) {
  const t = useTranslations('walletActivity')
  const kind = kindOf(transfer, address)
  const other = transfer.from === address ? transfer.to : transfer.from
  const isIncome = kind === 'received' || kind === 'issued'
  return (
    <Tr>
      <Td>
        {transfer.timestampMs === undefined ? (
          <ExplorerLink kind="block" id={String(transfer.blockNumber)}>
            {transfer.blockNumber}
          </ExplorerLink>
        ) : (
          <TimeAgo timestampMs={transfer.timestampMs} />
        )}
      </Td>
      <Td>{t(kind)}</Td>
      <Td>{other === nobody || kind === 'self' ? '–' : <AddressName address={other} />}</Td>
      <Td align="right" className={cx('font-semibold', isIncome ? 'text-good' : 'text-ink')}>
        {kind === 'self' ? '' : isIncome ? '+' : '−'}
        {formatExact(transfer.value, token?.decimals)} <bdi>{token?.symbol}</bdi>
      </Td>
      <Td>
        <ExplorerLink kind="tx" id={transfer.hash} className="link font-mono">
          {shortenHex(transfer.hash)}
        </ExplorerLink>
      </Td>
    </Tr>
  )
}
