'use client'

import { useRouter } from 'next/navigation'
import { useSyncExternalStore } from 'react'
import { ActivityCard } from './ActivityCard.tsx'
import { BackupReminder } from './BackupSteps.tsx'
import { BalanceCard } from './BalanceCard.tsx'
import { CoinDaysCard } from './CoinDaysCard.tsx'
import { FaucetCard } from './FaucetCard.tsx'
import { WalletGate } from './WalletGate.tsx'
import { backupState } from './walletPreferences.ts'

export function OverviewContent() {
  return (
    <WalletGate>
      {({ address, kind }) => (
        <div className="flex flex-col gap-6">
          {kind === 'builtIn' && <Reminder />}
          <div className="grid items-stretch gap-6 *:min-w-0 lg:grid-cols-[3fr_2fr]">
            <BalanceCard key={address} address={address} />
            <CoinDaysCard address={address} />
          </div>
          <FaucetCard address={address} />
          <ActivityCard key={`${address} activity`} address={address} />
        </div>
      )}
    </WalletGate>
  )
}

function Reminder() {
  const router = useRouter()
  const backup = useSyncExternalStore(backupState.subscribe, backupState.get, () => undefined)
  if (!backup) return null
  return <BackupReminder onBackUp={() => router.push('/wallet/security#words')} />
}
