'use client'

import { useSearchParams } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { lazy, Suspense, useState } from 'react'
import { isPassing, leastVotes, phaseOf } from '../../lib/dictionary/registry/phaseOf.ts'
import type { Proposal } from '../../lib/dictionary/registry/readProposals.ts'
import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import { Hash } from '../chain/Hash.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { ChangesList } from './ChangesList.tsx'
import { DecisionsCard } from './DecisionsCard.tsx'
import { LineComment } from './LineComment.tsx'
import { PhaseBadge } from './PhaseBadge.tsx'
import { QueryFailure } from './QueryFailure.tsx'
import { useDiff } from './useDiff.ts'
import { useDocument, useReviewDocument } from './useDocument.ts'
import { useChainSeconds, useProposal } from './useProposals.ts'
import { useReleases } from './useReleases.ts'
import { VerifiedMark } from './VerifiedMark.tsx'

const DecidePanel = lazy(async () => ({ default: (await import('./DecidePanel.tsx')).DecidePanel }))

/** One proposal: what it changes line by line, who said what, and what can be done now. */
export function ProposalContent() {
  const t = useTranslations('dictionaryProposal')
  const number = Number(useSearchParams().get('id'))
  const query = useProposal(Number.isInteger(number) && number > 0 ? number : undefined)
  const proposal = query.data
  const title = proposal
    ? proposal.kind === 'publish'
      ? t('publishTitle', { id: proposal.id, version: proposal.version })
      : t('deprecateTitle', { id: proposal.id, release: proposal.release })
    : t('title')
  return (
    <>
      <PageHeader
        title={title}
        tabTitle={title}
        purpose={t('purpose')}
        help="dictionary"
        mark={<VerifiedMark proof={query.proof} />}
      />
      {proposal ? (
        <ProposalBody key={proposal.number} proposal={proposal} />
      ) : proposal === null || !(number > 0) ? (
        <Card>
          <EmptyState title={t('missing')}>{t('missingWhy')}</EmptyState>
        </Card>
      ) : (
        <QueryFailure query={query} />
      )}
    </>
  )
}

function ProposalBody({ proposal }: { proposal: Proposal }) {
  const [comments, setComments] = useState<ReadonlyMap<string, string>>(new Map())
  const now = useChainSeconds()
  const isReview = now !== undefined && phaseOf(proposal, now) === 'review'
  const comment = (key: string, text: string) => {
    const next = new Map(comments)
    if (text === '') next.delete(key)
    else next.set(key, text)
    setComments(next)
  }
  return (
    <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[3fr_2fr]">
      <div className="flex flex-col gap-6">
        {proposal.kind === 'publish' ? (
          <WhatChanges proposal={proposal} comments={comments} onComment={isReview ? comment : undefined} />
        ) : (
          <WhyDeprecated proposal={proposal} />
        )}
        <DecisionsCard proposal={proposal} />
      </div>
      <div className="flex flex-col gap-6">
        <StateCard proposal={proposal} />
        <Suspense>
          <DecidePanel proposal={proposal} comments={comments} />
        </Suspense>
      </div>
    </div>
  )
}

function StateCard({ proposal }: { proposal: Proposal }) {
  const t = useTranslations('dictionaryProposal')
  const { proposer, reviewUntil, voteUntil, approvals, objections, yes, no, cid } = proposal
  const { data: releases = [] } = useReleases()
  const release = releases.find((known) => known.cid === cid)
  const now = useChainSeconds()
  const isOpen = proposal.state === 'open' && now !== undefined && phaseOf(proposal, now) !== 'rejected'
  return (
    <Card>
      <CardHeader title={t('state')} action={<PhaseBadge proposal={proposal} />} />
      <Facts>
        <Fact name={t('proposer')}>
          <Hash value={proposer} kind="address" what={t('proposer')} />
        </Fact>
        <Fact name={t('reviews')}>{t('reviewsWords', { approvals, objections })}</Fact>
        <Fact name={t('votes')} note={t('votesNote', { count: leastVotes })}>
          {t('votesWords', { yes, no })} {isOpen && (isPassing(proposal) ? t('passes') : t('doesNotPass'))}
        </Fact>
        <Deadline name={t('reviewUntil')} seconds={reviewUntil} />
        <Deadline name={t('voteUntil')} seconds={voteUntil} />
        {release && (
          <Fact name={t('published')}>
            <PageLink className="link" href={`/dictionary/view?release=${release.number}`}>
              {t('releaseLink', { number: release.number })}
            </PageLink>
          </Fact>
        )}
        <Fact name="CID">
          <Hash value={cid} what="CID" />
        </Fact>
      </Facts>
    </Card>
  )
}

/** Deadlines are counted by the clock of the chain. */
function Deadline({ name, seconds }: { name: string; seconds: number }) {
  const format = useFormatter()
  const now = useChainSeconds()
  return (
    <Fact name={name}>
      {format.dateTime(seconds * 1_000, { dateStyle: 'medium', timeStyle: 'short' })}
      {now !== undefined && <span className="text-muted"> · {format.relativeTime(seconds * 1_000, now * 1_000)}</span>}
    </Fact>
  )
}

type ChangesProps = {
  proposal: Proposal
  comments: ReadonlyMap<string, string>
  onComment: ((key: string, text: string) => void) | undefined
}

function WhatChanges({ proposal, comments, onComment }: ChangesProps) {
  const t = useTranslations('dictionaryProposal')
  const { data: releases = [], proof } = useReleases()
  const before = precedingRelease(releases, proposal)
  const proposed = useDocument(proposal)
  const published = useDocument(before)
  const diff = useDiff(published.data, proposed.data)
  return (
    <Card>
      <CardHeader
        title={t('changes')}
        note={before ? t('since', { version: before.version }) : t('isNew')}
        action={proposed.data && <VerifiedMark proof={proof} isChecked />}
      />
      {!proposed.data ? (
        <QueryFailure query={proposed} />
      ) : !before ? (
        <p className="px-4 py-3 text-sm">{t('newWords', { count: proposed.data.fields.length })}</p>
      ) : diff.data ? (
        <ChangesList
          diff={diff.data}
          beneath={({ path, member }) => (
            <LineComment
              text={comments.get(`${path} ${member}`) ?? ''}
              label={t('commentOn', { line: `${path} ${member}` })}
              onChange={onComment && ((text) => onComment(`${path} ${member}`, text))}
            />
          )}
        />
      ) : (
        <QueryFailure query={published.data ? diff : published} />
      )}
    </Card>
  )
}

/** The version that was the latest when the proposed one could follow. */
function precedingRelease(releases: readonly Release[], { id, cid }: Proposal): Release | undefined {
  const own = releases.filter((release) => release.id === id)
  const itself = own.find((release) => release.cid === cid)
  return itself ? own.find(({ number }) => number < itself.number) : own[0]
}

function WhyDeprecated({ proposal }: { proposal: Proposal }) {
  const t = useTranslations('dictionaryProposal')
  const { data: releases = [] } = useReleases()
  const why = useReviewDocument(proposal.cid)
  const name = (number: number) => {
    const found = releases.find((release) => release.number === number)
    return found ? `${found.id} ${found.version}` : String(number)
  }
  return (
    <Card>
      <CardHeader title={t('why')} />
      <Facts>
        <Fact name={t('release')}>
          <PageLink className="link" href={`/dictionary/view?release=${proposal.release}`}>
            {name(proposal.release)}
          </PageLink>
        </Fact>
        <Fact name={t('replacement')}>
          {proposal.replacement > 0 ? name(proposal.replacement) : t('noReplacement')}
        </Fact>
        <Fact name={t('reason')}>{why.data?.summary ?? (why.error ? t('unread') : '…')}</Fact>
      </Facts>
    </Card>
  )
}
