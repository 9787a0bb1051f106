'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import type { VaultState } from '../../lib/wallet/createVault.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { useFailureWords } from './useFailureWords.ts'
import { useTask } from './useTask.ts'
import { useWalletLink } from './WalletProvider.tsx'

export function AccountsCard({ vault, address }: { vault: VaultState; address: Address }) {
  const t = useTranslations('walletSecurity')
  const w = useTranslations('wallet')
  const { session } = useWalletLink()
  const { busy, error, run } = useTask()
  const say = useFailureWords()
  return (
    <Card>
      <CardHeader title={t('accounts')} note={t('accountsNote')} />
      {vault.publicWords && <p className="bg-warn-soft px-4 py-2 text-sm">{t('development')}</p>}
      <ul className="divide-y divide-line">
        {vault.accounts.map((account, index) => (
          <li key={account} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
            <span className="font-semibold">{w('accountNumber', { number: index + 1 })}</span>
            <ExplorerLink kind="address" id={account} className="link font-mono">
              {shortenHex(account, 8, 6)}
            </ExplorerLink>
            <span className="flex-1" />
            {account === address ? (
              <Badge tone="good">{t('inUse')}</Badge>
            ) : (
              <Button
                size="sm"
                aria-label={t('useLabel', { number: index + 1 })}
                onClick={async () => (await session()).select(account)}
              >
                {t('use')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3 border-line border-t p-4">
        <Button size="sm" busy={busy} onClick={() => run(async () => (await session()).vault.addAccount())}>
          <Plus aria-hidden className="size-4" />
          {t('addAccount')}
        </Button>
        <p role="alert" className="text-bad text-sm empty:hidden">
          {say(error)}
        </p>
      </div>
    </Card>
  )
}
