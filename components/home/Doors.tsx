'use client'

import { Blocks, CarFront, type LucideIcon, ScanSearch, ShoppingBasket } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { findRoom, type RoomId } from '../frame/rooms.ts'
import { Badge } from '../ui/Badge.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { PageLink } from '../ui/PageLink.tsx'

type Door = { id: 'own' | 'buy' | 'check' | 'look'; icon: LucideIcon; room: RoomId }

/** A door leads somewhere only when its room exists. */
const doors: readonly Door[] = [
  { id: 'own', icon: CarFront, room: 'garage' },
  { id: 'buy', icon: ShoppingBasket, room: 'market' },
  { id: 'check', icon: ScanSearch, room: 'appraise' },
  { id: 'look', icon: Blocks, room: 'explorer' },
]

export function Doors() {
  const t = useTranslations('home')
  return (
    <section aria-labelledby="doors">
      <h2 id="doors" className="mb-3 font-bold text-lg">
        {t('doorsTitle')}
      </h2>
      <ul className="grid overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-2 lg:grid-cols-4 gap-px">
        {doors.map((door) => (
          <DoorCell key={door.id} door={door} />
        ))}
      </ul>
    </section>
  )
}

function DoorCell({ door: { id, icon: Icon, room } }: { door: Door }) {
  const t = useTranslations('home')
  const href = findRoom(room)?.href
  return (
    <li className="flex flex-col gap-2 bg-surface p-4">
      <div className="flex items-center justify-between">
        <Icon aria-hidden className="size-6 text-accent" strokeWidth={1.75} />
        {!href && <Badge>{t('notOpen')}</Badge>}
      </div>
      <h3 className="font-bold text-lg">{t(`doors.${id}.title`)}</h3>
      <p className="text-sm">{t(`doors.${id}.purpose`)}</p>
      {href ? (
        <PageLink href={href} className={`${buttonClass({ variant: 'primary' })} mt-auto self-start`}>
          {t(`doors.${id}.enter`)}
        </PageLink>
      ) : (
        <p className="mt-auto text-muted text-sm">{t('notYet')}</p>
      )}
    </li>
  )
}
