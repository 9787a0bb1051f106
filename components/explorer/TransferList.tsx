'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { IndexParams } from '../../lib/explorer/createIndexClient.ts'
import type { TransferRow } from '../../lib/explorer/IndexRows.ts'
import { TokenAmount } from '../chain/TokenAmount.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { cx } from '../ui/cx.ts'
import { shortenHex } from '../ui/shortenHex.ts'
import { Td, Tr } from '../ui/Table.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'
import { AddressLink } from './AddressLink.tsx'
import type { CsvPlan } from './CsvButton.tsx'
import { FromTo } from './FromTo.tsx'
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

/** On a phone all stands below the hash, line by line, so that it is in sight. */
const wide = 'max-sm:hidden'
const narrow = 'sm:hidden'

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
    { name: t('block'), className: wide },
    { name: t('age'), className: wide },
    { name: t('from'), className: wide },
    { name: t('to'), className: wide },
    { name: t('amount'), align: 'right' as const, className: wide },
    ...(showToken ? [{ name: t('token'), className: wide }] : []),
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
  const from = <Party address={row.from} nobodyIs={t('minted')} />
  const to = <Party address={row.to} nobodyIs={t('burned')} />
  const token = (
    <ExplorerLink kind="token" id={row.token} title={row.token}>
      {shortenHex(row.token)}
    </ExplorerLink>
  )
  return (
    <Tr>
      <Td className="max-sm:w-full max-sm:max-w-0">
        <span className="flex justify-between gap-3">
          <ExplorerLink kind="tx" id={row.transaction} className="link font-mono">
            {shortenHex(row.transaction, 8, 4)}
          </ExplorerLink>
          <span className={cx('text-muted', narrow)}>
            <TimeAgo timestampMs={row.time * 1000} />
          </span>
        </span>
        <FromTo from={from} to={to} className={narrow} />
        <span className={cx('flex flex-wrap justify-between gap-x-3 whitespace-normal wrap-anywhere', narrow)}>
          <Moved row={row} />
          {showToken && token}
        </span>
      </Td>
      <Td className={wide}>
        <ExplorerLink kind="block" id={String(row.block)}>
          {row.block}
        </ExplorerLink>
      </Td>
      <Td className={wide}>
        <TimeAgo timestampMs={row.time * 1000} />
      </Td>
      <Td className={wide}>{from}</Td>
      <Td className={wide}>{to}</Td>
      <Td align="right" className={wide}>
        <Moved row={row} />
      </Td>
      {showToken && <Td className={wide}>{token}</Td>}
      <Td>
        <RowShield query={query} />
      </Td>
    </Tr>
  )
}

function Party({ address, nobodyIs }: { address: string; nobodyIs: string }) {
  return address === nobody ? nobodyIs : <AddressLink address={address} />
}

function Moved({ row }: { row: TransferRow }) {
  const format = useFormatter()
  if (row.standard === 'erc20') return <TokenAmount token={row.token} value={BigInt(row.value)} />
  return (
    <span>
      {row.pieces !== null && `${format.number(BigInt(row.pieces))} × `}
      <ItemLink token={row.token} id={row.value} />
    </span>
  )
}
