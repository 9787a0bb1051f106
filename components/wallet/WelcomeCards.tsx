'use client'

import { KeyRound, RotateCcw } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { OtherWallets } from './OtherWallets.tsx'

/** Where to come back to with a wallet: a page that needs one, not a page about wallets. */
function useBack(): string {
  const path = usePathname()
  const search = useSyncExternalStore(
    followHistory,
    () => location.search,
    () => '',
  )
  return path.startsWith('/wallet') ? '' : `?back=${encodeURIComponent(path + search)}`
}

function followHistory(listener: () => void): () => void {
  addEventListener('popstate', listener)
  return () => removeEventListener('popstate', listener)
}

/** What somebody sees who has no wallet here yet. */
export function WelcomeCards() {
  const t = useTranslations('walletWelcome')
  const back = useBack()
  const ways = [
    { id: 'create', icon: KeyRound, href: `/wallet/create${back}`, variant: 'primary' },
    { id: 'restore', icon: RotateCcw, href: '/wallet/restore', variant: 'secondary' },
  ] as const
  return (
    <div className="@container">
      <div className="grid @3xl:grid-cols-[3fr_2fr] items-start gap-6 *:min-w-0">
        <section aria-labelledby="welcome">
          <h2 id="welcome" className="mb-3 font-bold text-lg">
            {t('title')}
          </h2>
          <ul className="grid gap-px overflow-hidden rounded-lg border border-line bg-line @md:grid-cols-2">
            {ways.map(({ id, icon: Icon, href, variant }) => (
              <li key={id} className="flex flex-col gap-2 bg-surface p-5">
                <Icon aria-hidden className="size-6 text-accent" strokeWidth={1.75} />
                <h3 className="font-bold text-lg">{t(`${id}`)}</h3>
                <p className="mb-2 text-sm">{t(`${id}Why`)}</p>
                <PageLink href={href} className={`${buttonClass({ variant })} mt-auto self-start`}>
                  {t(`${id}Action`)}
                </PageLink>
              </li>
            ))}
          </ul>
        </section>
        <Card>
          <CardHeader title={t('others')} />
          <OtherWallets />
        </Card>
      </div>
    </div>
  )
}
