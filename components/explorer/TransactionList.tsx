'use client'

import { useTranslations } from 'next-intl'
import type { IndexParams } from '../../lib/explorer/createIndexClient.ts'
import type { TransactionRow } from '../../lib/explorer/IndexRows.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { Amount } from '../ui/Amount.tsx'
import { Badge } from '../ui/Badge.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Td, Tr } from '../ui/Table.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'
import { AddressLink } from './AddressLink.tsx'
import type { CsvPlan } from './CsvButton.tsx'
import { FromTo } from './FromTo.tsx'
import { PagedList } from './PagedList.tsx'
import { Refuted } from './Refuted.tsx'
import { RowShield } from './RowShield.tsx'
import { useCheckedTransaction } from './useCheckedTransaction.ts'

const csv = (name: string): CsvPlan<TransactionRow> => ({
  file: `${name}-transactions.csv`,
  columns: ['block', 'time', 'hash', 'from', 'to', 'created', 'value_wei', 'nonce', 'gas_used', 'function', 'ok'],
  toCells: (row) => [
    row.block,
    new Date(row.time * 1000).toISOString(),
    row.hash,
    row.from,
    row.to,
    row.created,
    row.value,
    row.nonce,
    row.gasUsed,
    row.method ?? row.selector,
    row.ok,
  ],
})

/** On a phone from whom to whom stands below the hash, so that it is in sight. */
const wide = 'max-sm:hidden'

/** Transactions from the index, each compared with the block that it is said to be in. */
export function TransactionList({
  path,
  params,
  name,
  note,
}: {
  path: string
  params?: IndexParams
  name: string
  note?: string
}) {
  const t = useTranslations('transactionList')
  return (
    <PagedList<TransactionRow>
      id="tx"
      title={t('title')}
      note={note}
      path={path}
      {...(params && { params })}
      columns={[
        { name: t('hash') },
        { name: t('function') },
        { name: t('block') },
        { name: t('age') },
        { name: t('from'), className: wide },
        { name: t('to'), className: wide },
        { name: t('value'), align: 'right' },
        { name: t('proof') },
      ]}
      renderRow={(row) => <Row key={row.position} row={row} />}
      empty={{ title: t('noneTitle'), text: t('none') }}
      csv={csv(name)}
    />
  )
}

function Row({ row }: { row: TransactionRow }) {
  const t = useTranslations('transactionList')
  const query = useCheckedTransaction(row)
  const other = row.to ?? row.created
  if (query.error?.name === 'Explorer.RowRefutedError') return <Refuted columns={8} error={query.error} query={query} />
  return (
    <Tr>
      <Td>
        <ExplorerLink kind="tx" id={row.hash} className="link font-mono">
          {shortenHex(row.hash, 8, 4)}
        </ExplorerLink>
        <FromTo
          from={<AddressLink address={row.from} />}
          to={other && <AddressLink address={other} />}
          className="sm:hidden"
        />
      </Td>
      <Td>
        <span className="inline-flex items-center gap-1.5">
          {row.to === null ? t('creation') : (row.method ?? row.selector ?? t('transfer'))}
          {row.ok === 0 && <Badge tone="bad">{t('reverted')}</Badge>}
        </span>
      </Td>
      <Td>
        <ExplorerLink kind="block" id={String(row.block)}>
          {row.block}
        </ExplorerLink>
      </Td>
      <Td>
        <TimeAgo timestampMs={row.time * 1000} />
      </Td>
      <Td className={wide}>
        <AddressLink address={row.from} />
      </Td>
      <Td className={wide}>{other ? <AddressLink address={other} /> : '–'}</Td>
      <Td align="right">
        <Amount value={BigInt(row.value)} decimals={18} unit="" />
      </Td>
      <Td>
        <RowShield query={query} />
      </Td>
    </Tr>
  )
}
