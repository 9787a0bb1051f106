'use client'

import { CalendarCheck, CalendarClock, Lock } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { otherSide } from '../../lib/appraisal/otherSide.ts'
import type { SaleMessage } from '../../lib/appraisal/saleMessage.ts'
import type { VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import { Hash } from '../chain/Hash.tsx'
import { Badge } from '../ui/Badge.tsx'
import { ActionButton } from './ActionButton.tsx'
import { Money } from './Money.tsx'
import type { TalkEntry } from './readTalk.ts'
import type { Reader } from './SaleTalk.tsx'
import { useChainNow } from './useChainNow.ts'
import { useDesk } from './useDesk.ts'

const offerSeconds = 30 * 86_400

/** One message or bid, with what the reader can answer to it. */
export function TalkEntryLine(props: { sale: VehicleSale; entry: TalkEntry; reader: Reader; isAccepted: boolean }) {
  const { sale, entry, reader, isAccepted } = props
  const t = useTranslations('talk')
  const { from, price, message, why } = entry
  const isBySeller = from.toLowerCase() === sale.terms.seller.toLowerCase()
  const isMine = from.toLowerCase() === reader.address?.toLowerCase()
  const isSeller = sale.terms.seller.toLowerCase() === reader.address?.toLowerCase()
  const isOpen = sale.status.state === 'open'
  const isParty = reader.address !== undefined && (isOpen || otherSide(sale, reader.address) !== undefined)
  const mayAccept = isParty && isOpen !== entry.isLater && message?.slot && !isMine && !isAccepted
  return (
    <li className={isBySeller ? 'border-accent border-l-2 pl-3' : 'border-line border-l-2 pl-3'}>
      <p className="flex flex-wrap items-center gap-x-2 text-muted text-sm">
        <span className="font-semibold text-ink">{t(isMine ? 'you' : isBySeller ? 'seller' : 'bidder')}</span>
        {!isMine && !isBySeller && <Hash value={from} kind="address" what={t('bidder')} />}
        {message && <MessageTime message={message} />}
      </p>
      {price !== undefined && (
        <p className="font-semibold text-sm">
          {t('bidOf')} <Money value={price} token={sale.terms.token} />
        </p>
      )}
      {message?.text && <p className="whitespace-pre-line text-sm">{message.text}</p>}
      {message?.slot && <Slot slot={message.slot} isLater={entry.isLater} isAccepted={isAccepted} />}
      {message?.accepts && (
        <p className="flex items-center gap-1.5 text-sm">
          <CalendarCheck aria-hidden className="size-4 text-good" /> {t('accepted')}
        </p>
      )}
      {why && (
        <p className="flex items-center gap-1.5 text-muted text-sm">
          <Lock aria-hidden className="size-4" /> {t(`why.${why}`)}
        </p>
      )}
      {mayAccept && <AcceptSlot sale={sale} entry={entry} reader={reader} />}
      {isOpen && isSeller && price !== undefined && <AcceptBid sale={sale} entry={entry} />}
    </li>
  )
}

function MessageTime({ message: { at } }: { message: SaleMessage }) {
  const format = useFormatter()
  return <span className="tabular">{format.dateTime(at * 1_000, { dateStyle: 'medium', timeStyle: 'short' })}</span>
}

function Slot(props: { slot: NonNullable<SaleMessage['slot']>; isLater: boolean; isAccepted: boolean }) {
  const { slot, isLater, isAccepted } = props
  const t = useTranslations('talk')
  const format = useFormatter()
  // An appointment is in the time of those who meet, unlike the times of the chain.
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const at = format.dateTime(slot.at * 1_000, { dateStyle: 'full', timeStyle: 'short', timeZone })
  return (
    <p className="flex flex-wrap items-center gap-1.5 text-sm">
      <CalendarClock aria-hidden className="size-4" /> {t(isLater ? 'meetingAt' : 'slotAt', { at })} {slot.place}
      {isAccepted && <Badge tone="good">{t('agreed')}</Badge>}
    </p>
  )
}

function AcceptSlot({ sale, entry, reader }: { sale: VehicleSale; entry: TalkEntry; reader: Reader }) {
  const t = useTranslations('talk')
  const desk = useDesk()
  return (
    <ActionButton
      address={reader.address!}
      label={t('accept')}
      action={async (context) => {
        const { sendMessage } = await import('./sendMessage.ts')
        const say = { to: entry.point!, secret: await reader.unlock(), words: { accepts: entry.cid } }
        await sendMessage(await desk(context), sale, { price: 0n, say })
      }}
    >
      {t('acceptText')}
    </ActionButton>
  )
}

function AcceptBid({ sale, entry }: { sale: VehicleSale; entry: TalkEntry }) {
  const t = useTranslations('talk')
  const router = useRouter()
  const now = useChainNow()
  return (
    <ActionButton
      address={sale.terms.seller}
      label={t('sellAt')}
      action={async (context) => {
        const { acceptBid } = await import('../../lib/appraisal/vehicleSale.ts')
        const bid = { buyer: entry.from, price: entry.price!, expiresAt: now + offerSeconds }
        router.push(`/sale?id=${await acceptBid(context, sale.terms, bid)}`)
      }}
    >
      {t('sellAtText')}
    </ActionButton>
  )
}
