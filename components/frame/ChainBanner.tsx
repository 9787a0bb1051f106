'use client'

import { useTranslations } from 'next-intl'
import english from '../i18n/messages/en/banner.json'
import { Words } from '../i18n/Words.tsx'
import { useChain } from '../providers/ChainProvider.tsx'
import { useHead } from '../providers/useHead.ts'
import { useLightView } from '../providers/useLightView.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { useNow } from '../ui/useNow.ts'
import { useOnline } from './useOnline.ts'

/** An idle chain still seals a heartbeat block each few seconds: silence of this length means that it stands. */
const standstillMs = 20_000

/** Tells when the numbers on the page are not live, why, and what to do. */
export function ChainBanner() {
  return (
    <div className="mx-auto w-full max-w-7xl empty:hidden">
      <Words english={english}>
        <BannerForState />
      </Words>
    </div>
  )
}

function BannerForState() {
  const state = useHead()
  const light = useLightView()
  const t = useTranslations('banner')
  const online = useOnline()
  const now = useNow(1000)
  const { retry, beginAnew } = useChain()
  const again = (
    <Button size="sm" onClick={retry}>
      {t('retry')}
    </Button>
  )
  const servers = (
    <PageLink href="/trust" className="link">
      {t('servers')}
    </PageLink>
  )
  const code = (text: unknown) => <code className="font-mono">{String(text)}</code>
  if (state.status === 'down' && !online) {
    return (
      <Banner tone="warn" title={t('offlineTitle')} action={again}>
        {t('offline')}
      </Banner>
    )
  }
  if (state.status === 'down') {
    return (
      <Banner tone="bad" title={t('downTitle')} action={again}>
        {t.rich('down', { command: () => code('npm start'), url: state.rpcUrl ?? t('unknownNode') })}
      </Banner>
    )
  }
  if (state.status === 'refused') {
    return (
      <Banner tone="bad" title={t('refusedTitle')} action={again}>
        <p>{t('refused', { url: state.rpcUrl, message: state.message })}</p>
        <p className="font-mono text-xs">{state.reason}</p>
        {servers}
      </Banner>
    )
  }
  if (state.status === 'reset') {
    const words = { url: state.rpcUrl, expected: state.expected.slice(0, 10), found: state.found.slice(0, 10) }
    return (
      <Banner
        tone="warn"
        title={t(`changedTitle.${state.change}`)}
        action={
          <Button size="sm" onClick={() => void beginAnew()}>
            {t('beginAnew')}
          </Button>
        }
      >
        {t(`changed.${state.change}`, words)}
      </Banner>
    )
  }
  if (state.status === 'wrong-network') {
    return (
      <Banner tone="bad" title={t('wrongTitle')} action={again}>
        {t('wrong', {
          url: state.rpcUrl,
          expected: state.expected.chainId === undefined ? '?' : String(state.expected.chainId),
          expectedGenesis: (state.expected.genesisHash ?? '?').slice(0, 10),
          found: String(state.found.chainId),
          foundGenesis: state.found.genesisHash.slice(0, 10),
        })}
      </Banner>
    )
  }
  const double = light?.evidence.at(-1)
  if (double) {
    return (
      <Banner tone="bad" title={t('equivocationTitle')}>
        <p>{t('equivocation', { count: double.culprits.length, number: double.number })}</p>
        {servers}
      </Banner>
    )
  }
  if (light?.lapse) {
    return (
      <Banner tone="warn" title={t('lapseTitle')}>
        <p>{t('lapse', { days: Math.floor(light.lapse.ageSeconds / 86_400) })}</p>
        {servers}
      </Banner>
    )
  }
  if (state.status === 'live' && now !== undefined && now - state.arrivedAtMs > standstillMs) {
    return (
      <Banner tone="warn" title={t('standstillTitle')}>
        {t('standstill', { seconds: Math.floor((now - state.arrivedAtMs) / 1000) })}
      </Banner>
    )
  }
  return null
}
