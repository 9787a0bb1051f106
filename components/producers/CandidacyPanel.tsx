'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import { parseAmount } from '../../lib/wallet/parseAmount.ts'
import { QueryState } from '../explorer/QueryState.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Amount } from '../ui/Amount.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Input } from '../ui/Input.tsx'
import { formatExact } from '../wallet/formatExact.ts'
import { ActionNote } from './ActionNote.tsx'
import { useElection } from './useElection.ts'
import { WalletWanted } from './WalletWanted.tsx'

/** Standing for producer with the account in use, its rewards, and leaving. */
export function CandidacyPanel() {
  return <WalletWanted>{(account) => <Candidacy key={account} account={account} />}</WalletWanted>
}

function Candidacy({ account }: { account: Address }) {
  const query = useChainQuery({
    queryKey: ['candidacy', account],
    queryFn: async (client) => {
      const { readCandidacy } = await import('../../lib/explorer/readCandidacy.ts')
      return readCandidacy(client, account)
    },
    againMs: () => 5_000,
  })
  return (
    <QueryState query={query} rows={4}>
      {(view) =>
        view.isRegistered ? <Registered view={view} /> : <Register account={account} leastBond={view.leastBond} />
      }
    </QueryState>
  )
}

type View = Awaited<ReturnType<typeof import('../../lib/explorer/readCandidacy.ts').readCandidacy>>

function Registered({ view }: { view: View }) {
  const t = useTranslations('producers')
  const format = useFormatter()
  const action = useElection()
  return (
    <Card>
      <CardHeader title={t('yourCandidacy')} />
      <Facts>
        <Fact name={t('name')}>{view.name}</Fact>
        <Fact name={t('votes')}>{format.number(view.votes / 10n ** 18n)}</Fact>
        <Fact name={t('bond')}>
          <Amount value={view.bond} decimals={18} unit="QDT" />
        </Fact>
        <Fact name={t('reward')}>
          <Amount value={view.reward} decimals={18} unit="QDT" />
        </Fact>
      </Facts>
      <div className="flex flex-wrap items-center gap-3 border-line border-t p-4">
        <Button
          variant="primary"
          busy={action.busy}
          disabled={view.reward === 0n}
          onClick={() => action.run(({ send, calls }) => send(calls.plain('claimReward')))}
        >
          {t('claim')}
        </Button>
        <Button
          variant="danger"
          disabled={action.busy}
          onClick={() => action.run(({ send, calls }) => send(calls.plain('unregister')))}
        >
          {t('leave')}
        </Button>
        <ActionNote action={action} />
      </div>
    </Card>
  )
}

function Register({ account, leastBond }: { account: Address; leastBond: bigint }) {
  const t = useTranslations('producers')
  const action = useElection()
  const [failed, setFailed] = useState(false)
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const bond = readBond(String(form.get('bond')), leastBond)
    setFailed(bond === undefined)
    if (bond === undefined) return
    void action.run(async ({ send, allow, calls }) => {
      await allow(account, bond)
      await send(calls.register(String(form.get('name')).trim(), String(form.get('url')).trim(), bond))
    })
  }
  return (
    <Card>
      <CardHeader title={t('stand')} />
      <form onSubmit={onSubmit} className="flex max-w-xl flex-col gap-4 p-4">
        <p className="text-sm">{t('standWhy')}</p>
        <Input name="name" label={t('name')} required maxLength={40} autoComplete="off" />
        <Input name="url" label={t('url')} maxLength={100} autoComplete="off" hint={t('urlHint')} />
        <Input
          name="bond"
          label={t('bond')}
          required
          inputMode="decimal"
          autoComplete="off"
          defaultValue={formatExact(leastBond).replaceAll(',', '')}
          hint={t('bondHint', { amount: formatExact(leastBond) })}
          error={failed ? t('bondBad', { amount: formatExact(leastBond) }) : undefined}
        />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" busy={action.busy}>
            {t('register')}
          </Button>
          <ActionNote action={action} />
        </div>
      </form>
    </Card>
  )
}

function readBond(text: string, least: bigint): bigint | undefined {
  try {
    const bond = parseAmount(text, 18)
    return bond >= least ? bond : undefined
  } catch {
    return undefined
  }
}
