'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { OtherWalletIcon } from './OtherWalletIcon.tsx'
import { useFailureWords } from './useFailureWords.ts'
import { useTask } from './useTask.ts'
import { useWalletLink, useWalletView } from './WalletProvider.tsx'
import type { OtherWallet } from './WalletView.ts'

/** The wallets that the browser offers (EIP-6963), each with its own name and icon. */
export function OtherWallets() {
  const t = useTranslations('walletWelcome')
  const { others, vault } = useWalletView()
  const { session } = useWalletLink()
  const { busy, error, run } = useTask()
  const [asked, setAsked] = useState<OtherWallet>()
  const say = useFailureWords()
  const connect = (wallet: OtherWallet) => {
    setAsked(wallet)
    return run(async () => (await session()).connectOther(wallet.id))
  }
  return (
    <div className="flex flex-col gap-3 p-4">
      <p className="min-h-[2lh] text-muted text-sm">
        {others.length > 0 ? t('othersWhy') : vault ? t('noOthers') : t('looking')}
      </p>
      {others.map((wallet) => (
        <Button
          key={wallet.id}
          className="justify-start"
          disabled={busy}
          busy={busy && asked?.id === wallet.id}
          onClick={() => connect(wallet)}
        >
          <OtherWalletIcon icon={wallet.icon} className="size-5" />
          {busy && asked?.id === wallet.id ? t('asking', { name: wallet.name }) : t('connect', { name: wallet.name })}
        </Button>
      ))}
      <p role="status" className="text-bad text-sm empty:hidden">
        {error ? (isRejection(error) ? t('rejected', { name: asked?.name ?? '' }) : say(error)) : ''}
      </p>
    </div>
  )
}

function isRejection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 4001
}
