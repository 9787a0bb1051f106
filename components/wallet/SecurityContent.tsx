'use client'

import { useTranslations } from 'next-intl'
import { Card, CardHeader } from '../ui/Card.tsx'
import { AccountsCard } from './AccountsCard.tsx'
import { BackupCard } from './BackupCard.tsx'
import { OtherWallets } from './OtherWallets.tsx'
import { RemoveCard } from './RemoveCard.tsx'
import { SettingsCard } from './SettingsCard.tsx'
import { WalletGate } from './WalletGate.tsx'
import { useWalletView } from './WalletProvider.tsx'
import { WaysInCard } from './WaysInCard.tsx'

/** Everything about keys. With an injected wallet in use its own program looks after them. */
export function SecurityContent() {
  const t = useTranslations('walletSecurity')
  const { vault } = useWalletView()
  return (
    <WalletGate>
      {({ kind, address }) => (
        <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-2">
          {kind === 'builtIn' && vault && (
            <>
              <div className="flex flex-col gap-6">
                <AccountsCard vault={vault} address={address} />
                <SettingsCard />
                <RemoveCard />
              </div>
              <div className="flex flex-col gap-6">
                <WaysInCard vault={vault} />
                <BackupCard vault={vault} />
                <OthersCard title={t('others')} />
              </div>
            </>
          )}
          {kind === 'injected' && <OthersCard title={t('others')} />}
        </div>
      )}
    </WalletGate>
  )
}

function OthersCard({ title }: { title: string }) {
  return (
    <Card>
      <CardHeader title={title} />
      <OtherWallets />
    </Card>
  )
}
