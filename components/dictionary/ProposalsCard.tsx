'use client'

import { useTranslations } from 'next-intl'
import type { Proposal } from '../../lib/dictionary/registry/readProposals.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { EmptyWaiting } from '../ui/EmptyWaiting.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { PhaseBadge } from './PhaseBadge.tsx'
import { QueryFailure } from './QueryFailure.tsx'
import { useProposals } from './useProposals.ts'

/** What the community is deciding, and what it decided. */
export function ProposalsCard() {
  const t = useTranslations('dictionaryHome')
  const d = useTranslations('dictionary')
  const query = useProposals()
  if (!query.data && query.error) return <QueryFailure query={query} />
  return (
    <Card aria-busy={!query.data}>
      <CardHeader title={t('proposals')} note={t('proposalsNote')} />
      {!query.data ? (
        <EmptyWaiting says={d('reading')} title={t('noProposals')}>
          {t('noProposalsWhy')}
        </EmptyWaiting>
      ) : query.data.length === 0 ? (
        <EmptyState title={t('noProposals')}>{t('noProposalsWhy')}</EmptyState>
      ) : (
        <Table caption={t('proposals')}>
          <thead>
            <tr>
              <Th>{t('what')}</Th>
              <Th>{t('state')}</Th>
              <Th align="right">{t('votes')}</Th>
            </tr>
          </thead>
          <tbody>
            {query.data.map((proposal) => (
              <ProposalRow key={proposal.number} proposal={proposal} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}

function ProposalRow({ proposal }: { proposal: Proposal }) {
  const t = useTranslations('dictionaryHome')
  const { number, kind, id, version, yes, no, release } = proposal
  return (
    <Tr>
      <Td>
        <PageLink className="link font-semibold" href={`/dictionary/proposal?id=${number}`}>
          {kind === 'publish' ? t('publishes', { id, version }) : t('deprecates', { id, release })}
        </PageLink>
      </Td>
      <Td>
        <PhaseBadge proposal={proposal} />
      </Td>
      <Td align="right">
        {yes} : {no}
      </Td>
    </Tr>
  )
}
