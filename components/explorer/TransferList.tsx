'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { IndexParams } from '../../lib/explorer/createIndexClient.ts'
import type { TransferRow } from '../../lib/explorer/IndexRows.ts'
import { TokenAmount } from '../chain/TokenAmount.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { shortenHex } from '../ui/shortenHex.ts'
import { Td, Tr } from '../ui/Table.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'
import { AddressLink } from './AddressLink.tsx'
import type { CsvPlan } from './CsvButton.tsx'
import { ItemLink } from './ItemLink.tsx'
import { PagedList } from './PagedList.tsx'
import { Refuted } from './Refuted.tsx'
import { RowShield } from './RowShield.tsx'

const csv = (name: string): CsvPlan<TransferRow> => ({
  file: `${name}-transfers.csv`,
  columns: ['block', 'time', 'transaction', 'token', 'standard', 'from', 'to', 'value', 'pieces'],
  toCells: (row) => [
    row.block,
    new Date(row.time * 1000).toISOString(),
    row.transaction,
    row.token,
    row.standard,
    row.from,
    row.to,
    row.value,
    row.pieces,
  ],
})

/** Moves of tokens from the index, each compared with the receipt of its transaction. */
export function TransferList({
  path,
  params,
  name,
  showToken = true,
}: {
  path: string
  params?: IndexParams
  name: string
  showToken?: boolean
}) {
  const t = useTranslations('transferList')
  const columns = [
    { name: t('transaction') },
    { name: t('block') },
    { name: t('age') },
    { name: t('from') },
    { name: t('to') },
    { name: t('amount'), align: 'right' as const },
    ...(showToken ? [{ name: t('token') }] : []),
    { name: t('proof') },
  ]
  return (
    <PagedList<TransferRow>
      id="moved"
      title={t('title')}
      path={path}
      {...(params && { params })}
      columns={columns}
      renderRow={(row) => <Row key={row.position} row={row} showToken={showToken} columns={columns.length} />}
      empty={{ title: t('noneTitle'), text: t('none') }}
      csv={csv(name)}
    />
  )
}

const nobody = `0x${'00'.repeat(20)}`

function Row({ row, showToken, columns }: { row: TransferRow; showToken: boolean; columns: number }) {
  const t = useTranslations('transferList')
  const format = useFormatter()
  const query = useChainQuery({
    queryKey: ['checkTransfer', row],
    queryFn: async (client) => {
      const { checkTransferRow } = await import('../../lib/explorer/checkRow.ts')
      return checkTransferRow(client, row)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (query.error?.name === 'Explorer.RowRefutedError') {
    return <Refuted columns={columns} error={query.error} query={query} />
  }
  return (
    <Tr>
      <Td>
        <ExplorerLink kind="tx" id={row.transaction} className="link font-mono">
          {shortenHex(row.transaction, 8, 4)}
        </ExplorerLink>
      </Td>
      <Td>
        <ExplorerLink kind="block" id={String(row.block)}>
          {row.block}
        </ExplorerLink>
      </Td>
      <Td>
        <TimeAgo timestampMs={row.time * 1000} />
      </Td>
      <Td>{row.from === nobody ? t('minted') : <AddressLink address={row.from} />}</Td>
      <Td>{row.to === nobody ? t('burned') : <AddressLink address={row.to} />}</Td>
      <Td align="right">
        {row.standard !== 'erc20' ? (
          <>
            {row.pieces !== null && `${format.number(BigInt(row.pieces))} × `}
            <ItemLink token={row.token} id={row.value} />
          </>
        ) : (
          <TokenAmount token={row.token} value={BigInt(row.value)} />
        )}
      </Td>
      {showToken && (
        <Td>
          <ExplorerLink kind="token" id={row.token} title={row.token}>
            {shortenHex(row.token)}
          </ExplorerLink>
        </Td>
      )}
      <Td>
        <RowShield query={query} />
      </Td>
    </Tr>
  )
}
