'use client'

import { HandCoins } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { developmentChainId } from './developmentChainId.ts'
import { useFailureWords } from './useFailureWords.ts'
import { useFunds } from './useFunds.ts'
import { useWalletView } from './WalletProvider.tsx'

/** Money to try things with, where money is not real. */
export function FaucetCard({ address }: { address: Address }) {
  const t = useTranslations('faucet')
  const { ourChainId } = useWalletView()
  const { busy, error, get } = useFunds(address)
  const say = useFailureWords()
  if (ourChainId !== developmentChainId) return null
  return (
    <Card className="flex flex-wrap items-center gap-x-6 gap-y-3 p-4">
      <HandCoins aria-hidden className="size-6 text-accent" strokeWidth={1.75} />
      <div className="min-w-0 flex-1 basis-72">
        <h2 className="font-bold">{t('title')}</h2>
        <p className="text-muted text-sm">{t('why')}</p>
        <p role="alert" className="text-bad text-sm empty:hidden">
          {say(error)}
        </p>
      </div>
      <Button busy={busy} onClick={get}>
        {busy ? t('asking') : t('get')}
      </Button>
    </Card>
  )
}
