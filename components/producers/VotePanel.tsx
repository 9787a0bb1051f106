'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import type { Voter } from '../../lib/explorer/election.ts'
import { maxChoices } from '../../lib/explorer/maxChoices.ts'
import { AddressLink } from '../explorer/AddressLink.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
import { useCandidates } from '../explorer/useCandidates.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Amount } from '../ui/Amount.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'
import { ActionNote } from './ActionNote.tsx'
import { FadeChart } from './FadeChart.tsx'
import { StakeForm } from './StakeForm.tsx'
import { useElection } from './useElection.ts'
import { WalletWanted } from './WalletWanted.tsx'

/** Staking and voting of the account in use. */
export function VotePanel() {
  return <WalletWanted>{(account) => <Voting key={account} account={account} />}</WalletWanted>
}

function Voting({ account }: { account: Address }) {
  const query = useVoter(account)
  return (
    <QueryState query={query} rows={5}>
      {(voter) => (
        <div className="flex flex-col gap-6">
          <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-2">
            <Standing voter={voter} account={account} />
            <FadeChart halfLifeSeconds={voter.halfLifeSeconds} />
          </div>
          <Ballot key={voter.choices.join()} voter={voter} />
        </div>
      )}
    </QueryState>
  )
}

function useVoter(account: Address) {
  return useChainQuery({
    queryKey: ['voter', account],
    queryFn: async (client) => {
      const { readVoter } = await import('../../lib/explorer/election.ts')
      return readVoter(client, account)
    },
    againMs: () => 4_000,
  })
}

function Standing({ voter, account }: { voter: Voter; account: Address }) {
  const t = useTranslations('producers')
  const format = useFormatter()
  const left = voter.power === 0n ? undefined : Number((voter.weight * 1000n) / voter.power) / 1000
  return (
    <Card>
      <CardHeader title={t('yourStake')} action={<AddressLink address={account} />} />
      <Facts>
        <Fact name={t('staked')}>
          <Amount value={voter.stake} decimals={18} unit="QDT" />
        </Fact>
        <Fact name={t('weight')}>
          <Amount value={voter.weight} decimals={18} unit="" />{' '}
          {left !== undefined && voter.votedAt > 0 && (
            <span className="text-muted">
              {t('weightOf', { part: format.number(left, { style: 'percent', maximumFractionDigits: 1 }) })}
            </span>
          )}
        </Fact>
        <Fact name={t('votedAt')}>
          {voter.votedAt > 0 ? <TimeAgo timestampMs={voter.votedAt * 1000} /> : t('never')}
        </Fact>
        {voter.leaving > 0n && (
          <Fact name={t('leaving')}>
            <Amount value={voter.leaving} decimals={18} unit="QDT" />
          </Fact>
        )}
      </Facts>
      <StakeForm account={account} voter={voter} />
    </Card>
  )
}

function Ballot({ voter }: { voter: Voter }) {
  const t = useTranslations('producers')
  const format = useFormatter()
  const { data: candidates = [] } = useCandidates()
  const action = useElection()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(voter.choices.map((address) => address.toLowerCase())),
  )
  const toggle = (address: string) => {
    const next = new Set(chosen)
    if (!next.delete(address)) next.add(address)
    setChosen(next)
  }
  const vote = (addresses: readonly string[]) =>
    action.run(async ({ send, calls }) => send(calls.vote(addresses as Address[])))
  const full = chosen.size >= maxChoices
  return (
    <Card>
      <CardHeader title={t('ballot')} note={t('ballotNote', { count: chosen.size, most: maxChoices })} />
      <fieldset className="p-4">
        <legend className="sr-only">{t('ballot')}</legend>
        <ul className="grid gap-x-6 gap-y-1 sm:grid-cols-2 lg:grid-cols-3">
          {candidates.map(({ account, name, votes }) => {
            const address = account.toLowerCase()
            return (
              <li key={account}>
                <label className="flex min-h-8 items-center gap-2 text-sm">
                  <input
                    type="checkbox"
                    checked={chosen.has(address)}
                    disabled={full && !chosen.has(address)}
                    onChange={() => toggle(address)}
                    className="size-4 accent-[var(--accent)]"
                  />
                  <span className="font-semibold">{name}</span>
                  <span className="text-muted tabular">{format.number(votes / 10n ** 18n)}</span>
                </label>
              </li>
            )
          })}
        </ul>
      </fieldset>
      <div className="flex flex-wrap items-center gap-3 border-line border-t p-4">
        <Button
          variant="primary"
          busy={action.busy}
          disabled={voter.power === 0n || chosen.size === 0}
          onClick={() => vote([...chosen])}
        >
          {t(voter.votedAt > 0 ? 'voteAgain' : 'vote')}
        </Button>
        <Button disabled={voter.choices.length === 0 || action.busy} onClick={() => vote([])}>
          {t('unvote')}
        </Button>
        <ActionNote action={action} note={voter.power === 0n ? t('stakeFirst') : undefined} />
      </div>
    </Card>
  )
}
