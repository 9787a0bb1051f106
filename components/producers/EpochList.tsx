'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { EventRow } from '../../lib/explorer/IndexRows.ts'
import { AddressLink } from '../explorer/AddressLink.tsx'
import { PagedList } from '../explorer/PagedList.tsx'
import { Refuted } from '../explorer/Refuted.tsx'
import { RowShield } from '../explorer/RowShield.tsx'
import { useCheckedEvent } from '../explorer/useCheckedEvent.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Td, Tr } from '../ui/Table.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'

/** The sets that were chosen, epoch by epoch. */
export function EpochList() {
  const t = useTranslations('producers')
  return (
    <PagedList<EventRow>
      id="epoch"
      title={t('epochs')}
      note={t('epochsNote')}
      path="/events"
      params={{ contract: 'election', name: 'Rotated' }}
      columns={[
        { name: t('epoch') },
        { name: t('chosenAt') },
        { name: t('members') },
        { name: t('commitment') },
        { name: t('transaction') },
        { name: t('proof') },
      ]}
      empty={{ title: t('noEpochsTitle'), text: t('noEpochs') }}
      csv={{
        file: 'epochs.csv',
        columns: ['epoch', 'block', 'time', 'seed', 'commitment', 'members'],
        toCells: ({ args, block, time }) => [
          String(args.epoch),
          block,
          new Date(time * 1000).toISOString(),
          String(args.seed),
          String(args.commitment),
          (args.members as string[]).join(' '),
        ],
      }}
      renderRow={(row) => <Row key={row.position} row={row} />}
    />
  )
}

function Row({ row }: { row: EventRow }) {
  const t = useTranslations('producers')
  const format = useFormatter()
  const query = useCheckedEvent(row)
  if (query.error?.name === 'Explorer.RowRefutedError') return <Refuted columns={6} error={query.error} query={query} />
  const members = row.args.members as string[]
  return (
    <Tr>
      <Td className="align-top font-semibold">{format.number(Number(row.args.epoch))}</Td>
      <Td className="align-top">
        <ExplorerLink kind="block" id={String(row.block)}>
          {format.number(row.block)}
        </ExplorerLink>{' '}
        <span className="text-muted">
          <TimeAgo timestampMs={row.time * 1000} />
        </span>
      </Td>
      <Td className="whitespace-normal">
        <details>
          <summary className="cursor-pointer">{t('memberCount', { count: members.length })}</summary>
          <ul className="flex flex-wrap gap-x-3">
            {members.map((member) => (
              <li key={member}>
                <AddressLink address={member} />
              </li>
            ))}
          </ul>
        </details>
      </Td>
      <Td className="align-top font-mono text-xs" title={String(row.args.commitment)}>
        {shortenHex(String(row.args.commitment))}
      </Td>
      <Td className="align-top">
        <ExplorerLink kind="tx" id={row.transaction} className="link font-mono">
          {shortenHex(row.transaction)}
        </ExplorerLink>
      </Td>
      <Td className="align-top">
        <RowShield query={query} />
      </Td>
    </Tr>
  )
}
