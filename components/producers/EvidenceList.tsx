'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { EventRow } from '../../lib/explorer/IndexRows.ts'
import { PagedList } from '../explorer/PagedList.tsx'
import { Refuted } from '../explorer/Refuted.tsx'
import { RowShield } from '../explorer/RowShield.tsx'
import { useCheckedEvent } from '../explorer/useCheckedEvent.ts'
import { useSetUrlState, useUrlState } from '../explorer/useUrlState.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import events from '../i18n/messages/en/events.json'
import { Words } from '../i18n/Words.tsx'
import { useEventWords } from '../transaction/useEventWords.ts'
import { Select } from '../ui/Select.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Td, Tr } from '../ui/Table.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'

const kinds = [
  'Missed',
  'DoubleSigned',
  'Suspended',
  'VoteOut',
  'Dropped',
  'Removed',
  'RewardsShared',
  'RewardClaimed',
] as const

/** What the contract holds against producers, and what they earned. */
export function EvidenceList() {
  return (
    <Words english={events}>
      <Evidence />
    </Words>
  )
}

function Evidence() {
  const t = useTranslations('producers')
  const wanted = useUrlState('kind')
  const setUrl = useSetUrlState()
  const kind = kinds.find((one) => one === wanted) ?? 'Missed'
  return (
    <div className="flex flex-col gap-4">
      <Select
        label={t('kind')}
        value={kind}
        onChange={({ target }) => setUrl({ kind: target.value, evidenceBefore: undefined, evidenceAfter: undefined })}
        options={kinds.map((one) => ({ value: one, label: t(`kinds.${one}`) }))}
        className="max-w-xs"
      />
      <PagedList<EventRow>
        id="evidence"
        title={t(`kinds.${kind}`)}
        path="/events"
        params={{ contract: 'election', name: kind }}
        columns={[
          { name: t('what') },
          { name: t('block') },
          { name: t('age') },
          { name: t('transaction') },
          { name: t('proof') },
        ]}
        empty={{ title: t('noEvidenceTitle'), text: t('noEvidence') }}
        csv={{
          file: `${kind}.csv`,
          columns: ['block', 'time', 'transaction', 'arguments'],
          toCells: ({ block, time, transaction, args }) => [
            block,
            new Date(time * 1000).toISOString(),
            transaction,
            JSON.stringify(args),
          ],
        }}
        renderRow={(row) => <Row key={row.position} row={row} />}
      />
    </div>
  )
}

function Row({ row }: { row: EventRow }) {
  const format = useFormatter()
  const say = useEventWords()
  const query = useCheckedEvent(row)
  if (query.error?.name === 'Explorer.RowRefutedError') return <Refuted columns={5} error={query.error} query={query} />
  return (
    <Tr>
      <Td className="min-w-64 whitespace-normal">
        {say({ ...row, source: 'Election', args: withNumbers(row.args) }) ?? row.name}
      </Td>
      <Td>
        <ExplorerLink kind="block" id={String(row.block)}>
          {format.number(row.block)}
        </ExplorerLink>
      </Td>
      <Td>
        <TimeAgo timestampMs={row.time * 1000} />
      </Td>
      <Td>
        <ExplorerLink kind="tx" id={row.transaction} className="link font-mono">
          {shortenHex(row.transaction)}
        </ExplorerLink>
      </Td>
      <Td>
        <RowShield query={query} />
      </Td>
    </Tr>
  )
}

/** The index writes whole numbers as text. */
function withNumbers(args: EventRow['args']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : value,
    ]),
  )
}
