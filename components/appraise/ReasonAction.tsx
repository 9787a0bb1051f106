'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import type { ButtonLook } from '../ui/buttonClass.ts'
import { TextArea } from '../ui/TextArea.tsx'
import { ActionButton } from './ActionButton.tsx'
import { PhotoPicker } from './PhotoPicker.tsx'
import { useDesk } from './useDesk.ts'

/** An act that says why, in public, with photos; the words are stored first, and the transaction names them. */
export function ReasonAction(props: {
  address: Address
  /** The id of the sale or the number of the appraisal. */
  about: string
  label: string
  reasonLabel: string
  variant?: ButtonLook['variant']
  disabled?: boolean
  children: ReactNode
  action(context: ChainContext, reasonCid: string): Promise<unknown>
}) {
  const { address, about, label, reasonLabel, variant = 'secondary', disabled = false, children, action } = props
  const t = useTranslations('reason')
  const desk = useDesk()
  const [text, setText] = useState('')
  const [photos, setPhotos] = useState<readonly File[]>([])
  return (
    <div className="border-line border-b pt-3 last:border-b-0">
      <div className="flex flex-col gap-2 px-4">
        <TextArea
          label={reasonLabel}
          hint={t('hint')}
          rows={2}
          maxLength={4_000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <PhotoPicker photos={photos} onChange={setPhotos} />
      </div>
      <ActionButton
        address={address}
        variant={variant}
        label={label}
        disabled={disabled || text.trim() === ''}
        action={async (context) => {
          const [{ keeper }, { formatReason }] = await Promise.all([
            desk(context),
            import('../../lib/appraisal/reasonDocument.ts'),
          ])
          const stored = await keeper.keepPhotos(photos)
          const reason = formatReason({
            ...{ format: 'qoodblock.reason', version: 1, about, text: text.trim() },
            ...(stored.length > 0 && { photos: stored }),
          })
          return action(context, await keeper.keep(reason, 'Reason'))
        }}
      >
        {children}
      </ActionButton>
    </div>
  )
}
