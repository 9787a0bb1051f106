'use client'

import { Check, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { findRoom, type RoomId } from '../frame/rooms.ts'
import english from '../i18n/messages/en/firstRun.json'
import { Words } from '../i18n/Words.tsx'
import { useHead } from '../providers/useHead.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { cx } from '../ui/cx.ts'
import { PageLink } from '../ui/PageLink.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { developmentChainId } from './developmentChainId.ts'
import { firstRun } from './firstRun.ts'
import { useHasWallet } from './useHasWallet.ts'
import { useWalletView } from './WalletProvider.tsx'

const FundAction = lazy(async () => ({ default: (await import('./FundAction.tsx')).FundAction }))

/** Three steps from nothing to a transaction that one has checked oneself; on the development chain only. */
export function FirstRun() {
  return (
    <Words english={english}>
      <Guide />
    </Words>
  )
}

type Step = 'create' | 'fund' | 'explore'
const steps: readonly Step[] = ['create', 'fund', 'explore']

function Guide() {
  const t = useTranslations('firstRun')
  const head = useHead()
  const progress = useSyncExternalStore(firstRun.subscribe, firstRun.get, () => undefined)
  const hasWallet = useHasWallet()
  const isOtherChain = head.status === 'live' && head.identity.chainId !== developmentChainId
  if (progress === 'over' || isOtherChain) return null
  const reached = progress === 'explored' ? 3 : !hasWallet ? 0 : progress === 'funded' ? 2 : 1
  return (
    <section
      id="first-run-guide"
      aria-labelledby="first-run"
      className="overflow-hidden rounded-lg border border-line bg-surface"
    >
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b px-4 py-2.5">
        <h2 id="first-run" className="font-bold text-base">
          {t('title')}
        </h2>
        <Badge tone="warn">{t('label')}</Badge>
        <p className="min-w-0 flex-1 basis-60 text-muted text-sm">{t('purpose')}</p>
        <Button size="sm" variant="quiet" onClick={() => firstRun.set('over')}>
          <X aria-hidden className="size-4" />
          {t(reached === 3 ? 'close' : 'skip')}
        </Button>
      </header>
      <ol className="grid gap-px bg-line md:grid-cols-3">
        {steps.map((step, index) => (
          <StepCell key={step} step={step} number={index + 1} state={stateOf(index, reached)} />
        ))}
      </ol>
      {reached === 3 && <Onward />}
    </section>
  )
}

/** Where to go from here: the rooms that exist, the most telling first. */
const onward: readonly RoomId[] = ['garage', 'market', 'appraise', 'dictionary', 'explorer', 'wallet']

function Onward() {
  const t = useTranslations()
  const open = onward.map(findRoom).filter((room) => room !== undefined)
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t px-4 py-3">
      <p className="font-semibold">{t('firstRun.finished')}</p>
      <ul aria-label={t('firstRun.next')} className="flex flex-wrap gap-2">
        {open.slice(0, 3).map((room, index) => (
          <li key={room.id}>
            <PageLink
              href={room.href}
              className={buttonClass({ variant: index === 0 ? 'primary' : 'secondary', size: 'sm' })}
            >
              <room.icon aria-hidden className="size-4" />
              {t(`rooms.${room.id}.name`)}
            </PageLink>
          </li>
        ))}
      </ul>
    </div>
  )
}

type StepState = 'done' | 'now' | 'later'

function stateOf(index: number, reached: number): StepState {
  return index < reached ? 'done' : index === reached ? 'now' : 'later'
}

function StepCell({ step, number, state }: { step: Step; number: number; state: StepState }) {
  const t = useTranslations('firstRun')
  return (
    <li aria-current={state === 'now' ? 'step' : undefined} className="flex gap-3 bg-surface p-4">
      <span
        aria-hidden
        className={cx(
          'grid size-7 shrink-0 place-items-center rounded-full font-bold text-sm',
          state === 'now'
            ? 'bg-accent text-on-accent'
            : state === 'done'
              ? 'bg-good-soft text-good'
              : 'bg-sunken text-muted',
        )}
      >
        {state === 'done' ? <Check className="size-4" /> : number}
      </span>
      <div className="flex min-w-0 flex-col items-start gap-2">
        <div>
          <h3 className={cx('font-bold', state === 'later' && 'text-muted')}>
            {t(`steps.${step}.title`)}
            {state === 'done' && <span className="sr-only">, {t('done')}</span>}
          </h3>
          <p className="text-muted text-sm">{t(`steps.${step}.text`)}</p>
        </div>
        {state === 'now' && <StepAction step={step} />}
      </div>
    </li>
  )
}

function StepAction({ step }: { step: Step }): ReactNode {
  const t = useTranslations('firstRun')
  const { connection } = useWalletView()
  const look = buttonClass({ variant: 'primary', size: 'sm' })
  if (step === 'create') {
    return (
      <PageLink href="/wallet/create" className={look}>
        {t('steps.create.action')}
      </PageLink>
    )
  }
  // A locked wallet does not say whose it is: it has to be opened first.
  if (!connection) {
    return (
      <PageLink href="/wallet" className={look}>
        {t('steps.fund.action')}
      </PageLink>
    )
  }
  if (step === 'fund') {
    return (
      <Suspense fallback={<Skeleton className="h-8 w-48" />}>
        <FundAction address={connection.address} />
      </Suspense>
    )
  }
  return (
    <ExplorerLink
      kind="address"
      id={connection.address}
      className={look}
      onClickCapture={() => firstRun.set('explored')}
    >
      {t('steps.explore.action')}
    </ExplorerLink>
  )
}
