'use client'

import { CircleHelp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { HeadPanel } from '../chain/HeadPanel.tsx'
import { LatestBlocks } from '../chain/LatestBlocks.tsx'
import { useOverlays } from '../frame/OverlayProvider.tsx'
import chain from '../i18n/messages/en/chain.json'
import home from '../i18n/messages/en/home.json'
import { Words } from '../i18n/Words.tsx'
import { Button } from '../ui/Button.tsx'
import { FirstRun } from '../wallet/FirstRun.tsx'
import { ConnectCard } from './ConnectCard.tsx'
import { Doors } from './Doors.tsx'
import { PulseCard } from './PulseCard.tsx'

const english = { ...chain, ...home }

export function HomeScreen() {
  return (
    <Words english={english}>
      <Home />
    </Words>
  )
}

function Home() {
  const t = useTranslations('home')
  const { openHelp } = useOverlays()
  useEffect(() => {
    document.title = `QoodBlock · ${t('tabTitle')}`
  }, [t])
  return (
    <div className="flex flex-col gap-10">
      <div className="grid items-center gap-x-12 *:min-w-0 gap-y-6 pt-2 lg:grid-cols-[1fr_minmax(0,32rem)] lg:pt-6">
        <header>
          <h1 className="max-w-[16ch] text-balance font-extrabold text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
          <p className="mt-3 max-w-prose text-pretty text-lg text-muted">{t('purpose')}</p>
          <p className="mt-3 max-w-prose text-pretty">{t('today')}</p>
          <Button className="mt-4" onClick={() => openHelp('overview')}>
            <CircleHelp aria-hidden className="size-4" />
            {t('how')}
          </Button>
        </header>
        <HeadPanel />
      </div>
      <FirstRun />
      <Doors />
      <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[3fr_2fr]">
        <LatestBlocks count={8} />
        <div className="flex flex-col gap-6 *:min-w-0">
          <PulseCard />
          <ConnectCard />
        </div>
      </div>
    </div>
  )
}
