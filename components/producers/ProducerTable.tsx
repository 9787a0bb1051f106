'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ProducerRow } from '../../lib/explorer/IndexRows.ts'
import type { Candidate } from '../../lib/explorer/readCandidates.ts'
import { AddressLink } from '../explorer/AddressLink.tsx'
import { RowShield } from '../explorer/RowShield.tsx'
import { useCandidates } from '../explorer/useCandidates.ts'
import { useIndexQuery } from '../explorer/useIndexQuery.ts'
import { Amount } from '../ui/Amount.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { wholeQdt } from './wholeQdt.ts'

/** All candidates by their votes, read from the contract; blocks and missed turns are what the index counts. */
export function ProducerTable() {
  const t = useTranslations('producers')
  const query = useCandidates(10_000)
  const counts = useIndexQuery<{ rows: ProducerRow[] }>({ path: '/producers', againMs: () => 10_000 })
  const byProducer = new Map(counts.data?.rows.map((row) => [row.producer, row]))
  const all = query.data?.reduce((sum, { votes }) => sum + votes, 0n) ?? 0n
  return (
    <Card>
      <CardHeader title={t('candidates')} note={t('candidatesNote')} action={<RowShield query={query} />} />
      {query.error && !query.data ? (
        <ErrorState title={t('failed')} name={query.error.name} />
      ) : (
        <Table caption={t('candidates')}>
          <thead>
            <tr>
              <Th align="right">{t('rank')}</Th>
              <Th>{t('name')}</Th>
              <Th>{t('state')}</Th>
              <Th align="right">{t('votes')}</Th>
              <Th align="right">{t('share')}</Th>
              <Th align="right">{t('produced')}</Th>
              <Th align="right">{t('missed')}</Th>
              <Th align="right">{t('bond')}</Th>
              <Th align="right">{t('reward')}</Th>
            </tr>
          </thead>
          <tbody>
            {query.data ? (
              query.data.map((candidate, place) => (
                <Row
                  key={candidate.account}
                  rank={place + 1}
                  candidate={candidate}
                  all={all}
                  counts={counts.data ? (byProducer.get(candidate.account.toLowerCase() as never) ?? null) : undefined}
                />
              ))
            ) : (
              <Waiting />
            )}
          </tbody>
        </Table>
      )}
    </Card>
  )
}

function Row({
  rank,
  candidate,
  all,
  counts,
}: {
  rank: number
  candidate: Candidate
  all: bigint
  /** Undefined while the index has not answered; null where it counted nothing. */
  counts: ProducerRow | null | undefined
}) {
  const t = useTranslations('producers')
  const format = useFormatter()
  const share = all === 0n ? 0 : Number((candidate.votes * 10_000n) / all) / 10_000
  const count = (value: number | undefined) => (counts === undefined ? '–' : format.number(value ?? 0))
  return (
    <Tr>
      <Td align="right">{rank}</Td>
      <Td className="font-semibold">
        <AddressLink address={candidate.account} />
      </Td>
      <Td>
        <span className="flex gap-1">
          {candidate.seated && <Badge tone="good">{t('seated')}</Badge>}
          {!candidate.seated && candidate.chosen && <Badge tone="accent">{t('chosen')}</Badge>}
          {candidate.suspended && candidate.misses > 0 && <Badge tone="bad">{t('suspended')}</Badge>}
          {candidate.suspended && candidate.misses === 0 && <Badge>{t('waiting')}</Badge>}
          {!candidate.seated && !candidate.chosen && !candidate.suspended && <Badge>{t('standing')}</Badge>}
        </span>
      </Td>
      <Td align="right">{wholeQdt(candidate.votes, format.number)}</Td>
      <Td align="right">{format.number(share, { style: 'percent', maximumFractionDigits: 1 })}</Td>
      <Td align="right">{count(counts?.produced)}</Td>
      <Td align="right" className={counts && counts.missed > 0 ? 'text-bad' : ''}>
        {count(counts?.missed)}
      </Td>
      <Td align="right">{wholeQdt(candidate.bond, format.number)}</Td>
      <Td align="right">
        <Amount value={candidate.reward - (candidate.reward % 10n ** 16n)} decimals={18} unit="" />
      </Td>
    </Tr>
  )
}

function Waiting() {
  return Array.from({ length: 21 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the waiting rows are all alike
    <tr key={row}>
      {Array.from({ length: 9 }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the waiting cells are all alike
        <Td key={column}>
          <Skeleton className="w-14" />
        </Td>
      ))}
    </tr>
  ))
}
