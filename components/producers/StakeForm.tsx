'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import type { Voter } from '../../lib/explorer/election.ts'
import { parseAmount } from '../../lib/wallet/parseAmount.ts'
import { Button } from '../ui/Button.tsx'
import { Input } from '../ui/Input.tsx'
import { formatExact } from '../wallet/formatExact.ts'
import { ActionNote } from './ActionNote.tsx'
import { useElection } from './useElection.ts'

/** Puts QDT into the vote, takes it out, and takes back what has waited long enough. */
export function StakeForm({ account, voter }: { account: Address; voter: Voter }) {
  const t = useTranslations('producers')
  const action = useElection()
  const [text, setText] = useState('')
  const amount = readAmount(text)
  const stake = (event: FormEvent) => {
    event.preventDefault()
    if (!amount) return
    void action.run(async ({ send, allow, calls }) => {
      await allow(account, amount)
      await send(calls.stake(amount))
    })
  }
  const unstake = () => amount && action.run(({ send, calls }) => send(calls.unstake(amount)))
  const canWithdraw = voter.leaving > 0n && voter.releaseAt * 1000 <= Date.now()
  return (
    <form onSubmit={stake} className="flex flex-col gap-3 border-line border-t p-4">
      <Input
        label={t('amount')}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={({ target }) => setText(target.value)}
        hint={t('available', { amount: formatExact(voter.balance) })}
        error={text.trim() !== '' && amount === undefined ? t('amountBad') : undefined}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" busy={action.busy} disabled={!amount || amount > voter.balance}>
          {t('stake')}
        </Button>
        <Button disabled={!amount || amount > voter.stake || action.busy} onClick={unstake}>
          {t('unstake')}
        </Button>
        <Button
          disabled={!canWithdraw || action.busy}
          onClick={() => action.run(({ send, calls }) => send(calls.plain('withdraw')))}
        >
          {t('withdraw')}
        </Button>
      </div>
      <ActionNote action={action} note={t('stakeNote', { days: Math.round(voter.unbondSeconds / 86_400) })} />
    </form>
  )
}

function readAmount(text: string): bigint | undefined {
  try {
    const amount = parseAmount(text, 18)
    return amount > 0n ? amount : undefined
  } catch {
    return undefined
  }
}
