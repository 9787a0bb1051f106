'use client'

import { Blocks, CarFront, type LucideIcon, ScanSearch, ShoppingBasket } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '../ui/Badge.tsx'
import { buttonClass } from '../ui/buttonClass.ts'

type Door = { id: 'own' | 'buy' | 'check' | 'look'; icon: LucideIcon; href?: string }

/** A door leads somewhere only when its room is built; until then it tells what the chain already does for it. */
const doors: readonly Door[] = [
  { id: 'own', icon: CarFront },
  { id: 'buy', icon: ShoppingBasket },
  { id: 'check', icon: ScanSearch },
  { id: 'look', icon: Blocks, href: '/explorer' },
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
          <li key={door.id} className="flex flex-col gap-2 bg-surface p-4">
            <div className="flex items-center justify-between">
              <door.icon aria-hidden className="size-6 text-accent" strokeWidth={1.75} />
              <Badge tone={door.href ? 'good' : 'neutral'}>{t(door.href ? 'open' : 'notOpen')}</Badge>
            </div>
            <h3 className="font-bold text-lg">{t(`doors.${door.id}.title`)}</h3>
            <p className="text-sm">{t(`doors.${door.id}.purpose`)}</p>
            <p className="text-muted text-sm">{t(`doors.${door.id}.today`)}</p>
            {door.href && (
              <Link href={door.href} className={`${buttonClass({ variant: 'primary' })} mt-auto self-start`}>
                {t(`enter`)}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
