'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import { phaseOf } from '../../lib/dictionary/registry/phaseOf.ts'
import type { Proposal } from '../../lib/dictionary/registry/readProposals.ts'
import { concludeCall, reviewCall, voteCall } from '../../lib/dictionary/registry/registryCalls.ts'
import { encodeReview } from '../../lib/dictionary/registry/reviewDocument.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { TextField } from './formParts.tsx'
import { useDictionaryFailure } from './useDictionaryFailure.ts'
import { useChainSeconds, useDecisions, useIsEditor } from './useProposals.ts'
import { useRegistryAction } from './useRegistryAction.ts'
import { WalletNeeded } from './WalletNeeded.tsx'

type DecideProps = { proposal: Proposal; comments: ReadonlyMap<string, string> }

/** What the account in use can do with the proposal now: review, vote, or have the votes counted. */
export function DecidePanel({ proposal, comments }: DecideProps) {
  const t = useTranslations('dictionaryProposal')
  const now = useChainSeconds()
  const phase = now === undefined ? undefined : phaseOf(proposal, now)
  if (!phase || phase === 'published' || phase === 'rejected') return null
  return (
    <Card>
      <CardHeader title={t(`panels.${phase}`)} />
      <div className="flex flex-col gap-3 p-4">
        <p className="text-muted text-sm">{t(`panelWords.${phase}`)}</p>
        <WalletNeeded>
          {({ address }) =>
            phase === 'count' ? (
              <CountForm proposal={proposal} />
            ) : phase === 'review' ? (
              <ReviewForm proposal={proposal} comments={comments} account={address} />
            ) : (
              <VoteForm proposal={proposal} account={address} />
            )
          }
        </WalletNeeded>
      </div>
    </Card>
  )
}

/** Editors alone decide, each once. */
function useMayDecide(
  proposal: Proposal,
  account: Address,
  kind: 'review' | 'vote',
): 'yes' | 'notEditor' | 'done' | undefined {
  const { data: isEditor } = useIsEditor(account)
  const { data: decisions } = useDecisions(proposal.number)
  if (isEditor === undefined || !decisions) return undefined
  if (!isEditor) return 'notEditor'
  const isMine = decisions.some(
    (decision) => decision.kind === kind && decision.editor.toLowerCase() === account.toLowerCase(),
  )
  return isMine ? 'done' : 'yes'
}

function ReviewForm({ proposal, comments, account }: DecideProps & { account: Address }) {
  const t = useTranslations('dictionaryProposal')
  const { busy, error, run, store, send } = useRegistryAction()
  const [summary, setSummary] = useState('')
  const may = useMayDecide(proposal, account, 'review')
  const review = (isApproved: boolean) =>
    run(async () => {
      const lines = [...comments].map(([key, comment]) => {
        const space = key.lastIndexOf(' ')
        return { path: key.slice(0, space), member: key.slice(space + 1), comment }
      })
      const isEmpty = summary.trim() === '' && lines.length === 0
      const cid = isEmpty ? '' : await store(encodeReview({ summary, lines }), `${proposal.id} ${proposal.version}`)
      await send(reviewCall(proposal.number, isApproved, cid))
    })
  if (may !== 'yes') return <MayNot why={may} kind="review" />
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label={t('summary')}
        hint={t('summaryHint', { count: comments.size })}
        isLong
        value={summary}
        onChange={setSummary}
      />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" busy={busy} onClick={() => review(true)}>
          {t('approve')}
        </Button>
        <Button variant="danger" busy={busy} onClick={() => review(false)}>
          {t('object')}
        </Button>
      </div>
      <Failure error={error} />
    </div>
  )
}

function VoteForm({ proposal, account }: { proposal: Proposal; account: Address }) {
  const t = useTranslations('dictionaryProposal')
  const { busy, error, run, send } = useRegistryAction()
  const may = useMayDecide(proposal, account, 'vote')
  if (may !== 'yes') return <MayNot why={may} kind="vote" />
  const vote = (isYes: boolean) => run(() => send(voteCall(proposal.number, isYes)))
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" busy={busy} onClick={() => vote(true)}>
          {t('voteYes')}
        </Button>
        <Button variant="danger" busy={busy} onClick={() => vote(false)}>
          {t('voteNo')}
        </Button>
      </div>
      <Failure error={error} />
    </div>
  )
}

function CountForm({ proposal }: { proposal: Proposal }) {
  const t = useTranslations('dictionaryProposal')
  const { busy, error, run, send } = useRegistryAction()
  return (
    <div className="flex flex-col items-start gap-3">
      <Button variant="primary" busy={busy} onClick={() => run(() => send(concludeCall(proposal.number)))}>
        {t('conclude')}
      </Button>
      <Failure error={error} />
    </div>
  )
}

function MayNot({ why, kind }: { why: 'notEditor' | 'done' | undefined; kind: 'review' | 'vote' }) {
  const t = useTranslations('dictionaryProposal')
  return (
    <p role="status" className="font-semibold text-sm">
      {why === undefined ? '…' : why === 'notEditor' ? t('notEditor') : t(`${kind}.done`)}
    </p>
  )
}

function Failure({ error }: { error: unknown }) {
  const say = useDictionaryFailure()
  return (
    <p role="alert" className="text-bad text-sm empty:hidden">
      {error === undefined ? '' : say(error)}
    </p>
  )
}
