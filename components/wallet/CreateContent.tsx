'use client'

import { CircleCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Banner } from '../ui/Banner.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { BackupSteps } from './BackupSteps.tsx'
import { CreateForm, type NewWords } from './CreateForm.tsx'
import { useWallet } from './useWallet.ts'
import { WalletWaiting } from './WalletWaiting.tsx'

type Step = { kind: 'form' } | ({ kind: 'words' } & NewWords) | { kind: 'done'; checked: boolean }

/** From nothing to a wallet whose words are on paper. */
export function CreateContent() {
  const { vault } = useWallet(true)
  const [step, setStep] = useState<Step>({ kind: 'form' })
  // Locked in the middle, by hand, by the clock or by another tab: the words leave the page at once.
  if (step.kind === 'words' && vault?.status === 'locked') setStep({ kind: 'done', checked: false })
  if (!vault) return <WalletWaiting />
  if (step.kind === 'words') {
    return <BackupSteps {...step} onDone={(checked) => setStep({ kind: 'done', checked })} />
  }
  if (step.kind === 'done') return <Created checked={step.checked} />
  if (vault.status !== 'empty') return <WalletExists />
  return <CreateForm onCreated={(words) => setStep({ kind: 'words', ...words })} />
}

function Created({ checked }: { checked: boolean }) {
  const t = useTranslations('walletCreate')
  const o = useTranslations('walletOverview')
  const back = readBack()
  const link = (
    <div className="flex flex-wrap gap-3">
      {back && (
        <PageLink href={back} className={buttonClass({ variant: 'primary' })}>
          {t('back')}
        </PageLink>
      )}
      <PageLink href="/wallet" className={buttonClass({ variant: back ? 'secondary' : 'primary' })}>
        {t('toWallet')}
      </PageLink>
    </div>
  )
  if (!checked) {
    return (
      <Banner tone="warn" title={o('backupTitle')} action={link}>
        {o('backup')}
      </Banner>
    )
  }
  return (
    <Card className="flex max-w-2xl flex-col items-start gap-3 p-5">
      <CircleCheck aria-hidden className="size-7 text-good" />
      <h2 className="font-bold text-lg">{t('doneTitle')}</h2>
      <p>{t('done')}</p>
      {link}
    </Card>
  )
}

/** The page of this app that somebody came from, if the address names one. */
function readBack(): string | undefined {
  const back = new URLSearchParams(window.location.search).get('back') ?? ''
  return /^\/(?![/\\])/.test(back) ? back : undefined
}

export function WalletExists() {
  const t = useTranslations('walletCreate')
  return (
    <Card className="max-w-2xl">
      <EmptyState
        title={t('existsTitle')}
        action={
          <PageLink href="/wallet" className={buttonClass({ variant: 'primary' })}>
            {t('toWallet')}
          </PageLink>
        }
      >
        {t('exists')}
      </EmptyState>
    </Card>
  )
}
