'use client'

import { LoaderCircle, ShieldAlert, ShieldCheck, ShieldEllipsis, ShieldQuestion } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useState } from 'react'
import type { ReadProof } from '../../lib/light/ReadProof.ts'
import english from '../i18n/messages/en/shield.json'
import { Words } from '../i18n/Words.tsx'
import { cx } from '../ui/cx.ts'
import { LoadBoundary } from '../ui/LoadBoundary.tsx'

const ProofSheet = lazy(async () => ({ default: (await import('./ProofSheet.tsx')).ProofSheet }))

const looks: Record<ReadProof['kind'], { icon: typeof ShieldCheck; tone: string }> = {
  reading: { icon: LoaderCircle, tone: 'bg-sunken text-muted' },
  proved: { icon: ShieldCheck, tone: 'bg-good-soft text-good' },
  anchor: { icon: ShieldCheck, tone: 'bg-good-soft text-good' },
  partly: { icon: ShieldEllipsis, tone: 'bg-warn-soft text-warn' },
  estimate: { icon: ShieldQuestion, tone: 'bg-sunken text-muted' },
  claimed: { icon: ShieldQuestion, tone: 'bg-sunken text-muted' },
  failed: { icon: ShieldAlert, tone: 'bg-bad-soft text-bad' },
}

type ShieldProps = {
  proof: ReadProof
  /** `icon` where it stands beside a value among many. */
  look?: 'label' | 'icon'
}

/** What a value rests on: checked in this browser, the node's word alone, or refused. A tap draws the chain of proof. */
export function Shield(props: ShieldProps) {
  return (
    <Words english={english}>
      <ShieldButton {...props} />
    </Words>
  )
}

function ShieldButton({ proof, look = 'label' }: ShieldProps) {
  const t = useTranslations('shield')
  const [isOpen, setOpen] = useState(false)
  const { icon: Icon, tone } = looks[proof.kind]
  const state = t(`state.${proof.kind}`)
  const close = () => setOpen(false)
  return (
    <>
      <button
        type="button"
        aria-label={t('open', { state })}
        title={look === 'icon' ? state : undefined}
        disabled={proof.kind === 'reading'}
        onClick={() => setOpen(true)}
        className={cx(
          'inline-flex min-h-6 shrink-0 cursor-pointer items-center justify-center gap-1 whitespace-nowrap rounded-sm font-semibold text-xs disabled:cursor-default',
          look === 'icon' ? 'min-w-6' : 'px-1.5',
          tone,
        )}
      >
        <Icon aria-hidden className="size-3.5" />
        {look === 'label' && state}
      </button>
      {isOpen && (
        <LoadBoundary fallback={<span role="alert">{t('broken')}</span>}>
          <Suspense>
            <ProofSheet proof={proof} onClose={close} />
          </Suspense>
        </LoadBoundary>
      )}
    </>
  )
}
