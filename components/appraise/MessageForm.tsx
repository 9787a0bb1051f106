'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import { useTokenUnit } from '../chain/useTokenUnit.ts'
import { Input } from '../ui/Input.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { ActionButton } from './ActionButton.tsx'
import { DollarInput, toUnits } from './DollarInput.tsx'
import type { Reader } from './SaleTalk.tsx'
import { useDesk } from './useDesk.ts'

/** Asks, answers, bids, or proposes a time to meet. */
export function MessageForm(props: {
  sale: VehicleSale
  reader: Reader
  /** What words are sealed to; absent where the other side named nothing: then only a bid can be sent, while it is open. */
  to: string | undefined
  isBuyer: boolean
}) {
  const { sale, reader, to, isBuyer } = props
  const isOpen = sale.status.state === 'open'
  const t = useTranslations('talk')
  const desk = useDesk()
  const [text, setText] = useState('')
  const [price, setPrice] = useState('')
  const [when, setWhen] = useState('')
  const [place, setPlace] = useState('')
  const unit = useTokenUnit(sale.terms.token)
  const units = price === '' ? 0n : unit === undefined ? undefined : toUnits(price, unit?.decimals ?? 0)
  const slotAt = when === '' ? undefined : Math.floor(Date.parse(when) / 1_000)
  const hasWords = text.trim() !== '' || slotAt !== undefined
  const isReady = units !== undefined && (hasWords || units > 0n)
  const clear = () => {
    for (const set of [setText, setPrice, setWhen, setPlace]) set('')
  }
  if (!isOpen && !to) return null
  return (
    <div className="border-line border-t pt-3">
      {to && (
        <div className="flex flex-col gap-2 px-4">
          <TextArea
            label={t(isBuyer ? 'toSeller' : isOpen ? 'answer' : 'toBuyer')}
            rows={2}
            maxLength={2_000}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
            <Input
              label={t(isOpen ? 'slot' : 'meeting')}
              hint={t('slotHint')}
              type="datetime-local"
              value={when}
              onChange={({ target }) => setWhen(target.value)}
            />
            <Input
              label={t('place')}
              maxLength={200}
              disabled={when === ''}
              value={place}
              onChange={({ target }) => setPlace(target.value)}
            />
          </div>
        </div>
      )}
      {isBuyer && isOpen && (
        <div className="max-w-60 px-4 pt-2">
          <DollarInput
            label={t('bid', { unit: unit?.symbol ?? '' })}
            hint={t('bidHint')}
            value={price}
            onChange={setPrice}
          />
        </div>
      )}
      <ActionButton
        address={reader.address!}
        label={t('send')}
        disabled={!isReady}
        action={async (context) => {
          const words = { ...(text.trim() && { text: text.trim() }) }
          const slot = slotAt !== undefined && { slot: { at: slotAt, ...(place.trim() && { place: place.trim() }) } }
          const say = to && hasWords ? { to, words: { ...words, ...slot }, secret: await reader.unlock() } : undefined
          const { sendMessage } = await import('./sendMessage.ts')
          await sendMessage(await desk(context), sale, { price: units!, say })
          clear()
        }}
      >
        {t(!isOpen ? 'laterText' : isBuyer ? 'sendText' : 'answerText')}
      </ActionButton>
    </div>
  )
}
