'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import { Button } from '../ui/Button.tsx'
import type { ButtonLook } from '../ui/buttonClass.ts'
import { useAct } from './useAct.ts'
import { useActionWords } from './useActionWords.ts'

/** A button that acts on the chain, with what it does beside it and what went wrong beneath. */
export function ActionButton(props: {
  address: Address
  label: string
  /** What will happen, in one sentence. */
  children: ReactNode
  variant?: ButtonLook['variant']
  disabled?: boolean
  action(context: ChainContext): Promise<unknown>
}) {
  const t = useTranslations('acting')
  const { busy, error, act } = useAct(props.address)
  const say = useActionWords()
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <p className="max-w-prose text-sm">{props.children}</p>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant={props.variant ?? 'secondary'}
          busy={busy}
          disabled={props.disabled ?? false}
          onClick={() => act(props.action)}
        >
          {props.label}
        </Button>
        <span role="status" className="text-muted text-sm">
          {busy ? t('waiting') : ''}
        </span>
      </div>
      <p role="alert" className="text-bad text-sm empty:hidden">
        {say(error)}
      </p>
    </div>
  )
}
