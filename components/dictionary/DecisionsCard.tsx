'use client'

import { useTranslations } from 'next-intl'
import type { Decision } from '../../lib/dictionary/registry/readDecisions.ts'
import type { Proposal } from '../../lib/dictionary/registry/readProposals.ts'
import { Hash } from '../chain/Hash.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { QueryFailure } from './QueryFailure.tsx'
import { useReviewDocument } from './useDocument.ts'
import { useDecisions } from './useProposals.ts'

/** Who reviewed and who voted, and what reviewers wrote. */
export function DecisionsCard({ proposal }: { proposal: Proposal }) {
  const t = useTranslations('dictionaryProposal')
  const query = useDecisions(proposal.number)
  if (!query.data) return <QueryFailure query={query} rows={2} />
  return (
    <Card>
      <CardHeader title={t('decisions')} />
      {query.data.length === 0 ? (
        <EmptyState title={t('noDecisions')} />
      ) : (
        <ul className="divide-y divide-line">
          {query.data.map((decision) => (
            <DecisionLine key={decision.transaction} decision={decision} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function DecisionLine({ decision: { kind, editor, isFor, cid, transaction } }: { decision: Decision }) {
  const t = useTranslations('dictionaryProposal')
  return (
    <li className="flex flex-col gap-1 px-4 py-2.5 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={isFor ? 'good' : 'bad'}>{t(`${kind}.${isFor ? 'for' : 'against'}`)}</Badge>
        <Hash value={editor} kind="address" what={t('editor')} />
        <Hash value={transaction} kind="tx" what={t('transaction')} />
      </div>
      {cid !== '' && <ReviewText cid={cid} />}
    </li>
  )
}

function ReviewText({ cid }: { cid: string }) {
  const t = useTranslations('dictionaryProposal')
  const { data, error } = useReviewDocument(cid)
  if (error) return <p className="text-muted">{t('unread')}</p>
  if (!data) return null
  return (
    <>
      {data.summary !== '' && <p className="whitespace-pre-line">{data.summary}</p>}
      <ul>
        {data.lines.map(({ path, member, comment }) => (
          <li key={`${path} ${member}`}>
            <span className="break-all font-mono text-muted">
              {path} {member}
            </span>{' '}
            {comment}
          </li>
        ))}
      </ul>
    </>
  )
}
