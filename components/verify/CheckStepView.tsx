'use client'

import { CircleCheck, CircleDot, CircleX } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import type { CheckStep } from '../../lib/light/checkProof.ts'
import { useProducerNames } from '../chain/useProducerNames.ts'
import { Amount } from '../ui/Amount.tsx'
import { cx } from '../ui/cx.ts'
import { shortenHex } from '../ui/shortenHex.ts'

/** One step: what was computed, and whether it is as it must be. */
export function CheckStepView({ step }: { step: CheckStep }) {
  const isGood = 'isGood' in step ? step.isGood : undefined
  const Icon = isGood === undefined ? CircleDot : isGood ? CircleCheck : CircleX
  const tone = isGood === undefined ? 'text-muted' : isGood ? 'text-good' : 'text-bad'
  const isVerdict = step.kind === 'verdict'
  return (
    <li className={cx('flex gap-2.5 px-4 py-2 text-sm', isVerdict && (step.isGood ? 'bg-good-soft' : 'bg-bad-soft'))}>
      <Icon aria-hidden className={cx('mt-1 size-4 shrink-0', tone)} />
      <div className={cx('min-w-0 flex-1', isVerdict && 'py-1 text-base')}>
        <StepWords step={step} />
      </div>
    </li>
  )
}

function StepWords({ step }: { step: CheckStep }) {
  const t = useTranslations('verify')
  const format = useFormatter()
  const state = 'isGood' in step ? <span className="sr-only">{t(step.isGood ? 'good' : 'bad')}</span> : null
  switch (step.kind) {
    case 'header':
      return (
        <Line title={t('step.header', { number: format.number(step.number) })}>
          {t('headerFacts', {
            fields: step.fields,
            bytes: format.number(step.bytes),
            time: new Date(step.timestamp * 1000).toISOString().slice(0, 19).replace('T', ' '),
          })}
        </Line>
      )
    case 'hash':
      return (
        <Line title={t('step.hash')}>
          <Code>{step.computed}</Code>{' '}
          {step.claimed && (step.isGood ? t('asClaimed') : t('notAsClaimed', { claimed: step.claimed }))}
          {state}
        </Line>
      )
    case 'extraData':
      return (
        <Line title={t('step.extraData', { seals: step.seals, round: step.round })}>
          {t('digest')} <Code>{shortenHex(step.digest, 10, 8)}</Code>
        </Line>
      )
    case 'seal':
      return (
        <Line title={t('step.seal', { index: step.index + 1 })}>
          <Signer address={step.signer} /> {t(`signer.${step.why}`)}
          {state}
        </Line>
      )
    case 'quorum':
      return (
        <Line title={t('step.quorum', { seals: step.seals, validators: step.validators })}>
          {t('needed', { quorum: step.quorum })}
          {state}
        </Line>
      )
    case 'node':
      return (
        <Line title={t('step.node', { depth: step.depth + 1, bytes: step.bytes })}>
          <Code>{shortenHex(step.hash, 10, 8)}</Code>{' '}
          {t(step.isGood ? (step.depth === 0 ? 'isRoot' : 'isNamed') : 'isForeign')}
          {state}
        </Line>
      )
    case 'account':
      return (
        <Line title={t(step.exists ? 'step.account' : 'step.noAccount', { address: shortenHex(step.address) })}>
          {step.exists && (
            <>
              <Amount value={BigInt(step.balanceWei)} decimals={18} unit={t('coin')} />,{' '}
              {t('nonce', { nonce: step.nonce })}
            </>
          )}
        </Line>
      )
    case 'slot':
      return (
        <Line title={t('step.slot', { key: shortenHex(step.key) })}>
          <Code>{step.value}</Code>
        </Line>
      )
    case 'root':
      return (
        <Line title={t('step.root', { count: step.count })}>
          <Code>{step.computed}</Code> {t(step.isGood ? 'asClaimedRoot' : 'notAsClaimed', { claimed: step.claimed })}
          {state}
        </Line>
      )
    case 'item':
      return <Line title={t('step.item', { index: step.index, bytes: step.bytes })} />
    case 'verdict':
      return step.isGood ? (
        <Line title={t('stands')}>{t('standsWhy')}</Line>
      ) : (
        <Line title={t('falls')}>
          {step.message} <span className="block font-mono text-muted text-xs">{step.name}</span>
        </Line>
      )
  }
}

/** Producers of this chain have names; validators of others have only their address. */
function Signer({ address }: { address: Address }) {
  const name = useProducerNames()(address)
  const short = shortenHex(address)
  return (
    <>
      {name !== short && name} <Code>{short}</Code>
    </>
  )
}

function Line({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <>
      <p className="font-semibold">{title}</p>
      {children && <div className="break-words">{children}</div>}
    </>
  )
}

function Code({ children }: { children: string }) {
  return <code className="break-all font-mono text-xs">{children}</code>
}
