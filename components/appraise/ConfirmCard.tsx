'use client'

import { useTranslations } from 'next-intl'
import type { Vehicle } from '../../lib/appraisal/readVehicle.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { ActionButton } from './ActionButton.tsx'

/** The maker of a claimed car, or an inspector, says that it is what its owner says. */
export function ConfirmCard({ vehicle }: { vehicle: Vehicle }) {
  const { connection } = useWallet()
  if (vehicle.state !== 'claimed' || !connection) return null
  return <Confirm vehicle={vehicle} connection={connection} />
}

function Confirm({ vehicle, connection: { address } }: { vehicle: Vehicle; connection: WalletConnection }) {
  const t = useTranslations('confirmCar')
  const { data: confirmer } = useChainQuery({
    queryKey: ['confirmer', String(vehicle.id), address],
    queryFn: async (client) => {
      const { readConfirmer } = await import('../../lib/appraisal/confirmVehicle.ts')
      return (await readConfirmer(client, vehicle, address)) ?? null
    },
  })
  if (!confirmer) return null
  return (
    <Card>
      <CardHeader title={t('title')} note={confirmer === 'maker' ? t('maker') : t('inspector')} />
      <ActionButton
        address={address}
        label={t('confirm')}
        variant="primary"
        action={async (context) => {
          const { confirmVehicle } = await import('../../lib/appraisal/confirmVehicle.ts')
          await confirmVehicle(context, vehicle.id)
        }}
      >
        {t('text')}
      </ActionButton>
    </Card>
  )
}
