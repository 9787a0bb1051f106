'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect } from 'react'
import type { ApprovalRequest } from '../../lib/wallet/createApprovals.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useNow } from '../ui/useNow.ts'
import { AddressName } from './AddressName.tsx'
import { ApprovalFacts } from './ApprovalFacts.tsx'
import { ApprovalOutcome } from './ApprovalOutcome.tsx'
import { ApprovalRaw } from './ApprovalRaw.tsx'
import type { OpenQuestion } from './WalletView.ts'

/** The one place where a person says yes: who asks, what happens, what it costs, and until when. */
export function ApprovalDialog({ question }: { question: OpenQuestion }) {
  const t = useTranslations('approval')
  const { request, answer } = question
  useApproveKey(answer)
  return (
    <Dialog
      open
      onOpenChange={(open) => open || answer(false)}
      title={t(`titles.${request.kind}`)}
      description={t('asks', { origin: request.origin, chainId: String(request.chainId) })}
      closeLabel={t('reject')}
    >
      <div className="flex flex-col gap-4">
        <ApprovalFacts request={request} />
        <ApprovalOutcome request={request} />
        {'account' in request && !namesSender(request) && (
          <p className="text-sm">
            <span className="text-muted">{t('account')}:</span> <AddressName address={request.account} />
          </p>
        )}
        <ApprovalRaw request={request} />
        <div className="-mx-5 -mb-5 sticky bottom-[-1.25rem] flex flex-wrap items-center gap-2 border-line border-t bg-surface px-5 py-4">
          <Expiry expiresAtMs={question.expiresAtMs} />
          <div className="flex-1" />
          <Button onClick={() => answer(false)} autoFocus onKeyDown={swallowEnterRepeat}>
            {t('reject')}
          </Button>
          <Button variant="primary" onClick={() => answer(true)}>
            {t('approve')}
          </Button>
          <p className="hidden w-full text-muted text-xs sm:block">{t('keys')}</p>
        </div>
      </div>
    </Dialog>
  )
}

/** Transfers of tokens say from whom; everything else comes from the account that signs. */
function namesSender(request: ApprovalRequest): boolean {
  return (
    'explanation' in request && request.explanation.facts.some((fact) => 'from' in fact && fact.kind !== 'sendCoins')
  )
}

/** The key that submitted a form may still be down: it must not answer the question that it raised. */
function swallowEnterRepeat(event: KeyboardEvent) {
  if (event.repeat) event.preventDefault()
}

function useApproveKey(answer: (yes: boolean) => void) {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return
      event.preventDefault()
      answer(true)
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [answer])
}

function Expiry({ expiresAtMs }: { expiresAtMs: number }) {
  const t = useTranslations('approval')
  const now = useNow(1000)
  const seconds = now === undefined ? undefined : Math.max(0, Math.round((expiresAtMs - now) / 1000))
  const time = seconds === undefined ? '—' : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return <p className="text-muted text-sm tabular">{t('expires', { time })}</p>
}
