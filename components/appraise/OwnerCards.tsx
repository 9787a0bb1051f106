'use client'

import type { VehicleLife } from '../../lib/appraisal/readLife.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { AuthoriseCard } from './AuthoriseCard.tsx'
import { ShareCard } from './ShareCard.tsx'

/** What only the owner of a car sees on its page. */
export function OwnerCards({ life }: { life: VehicleLife }) {
  const { connection } = useWallet()
  if (!connection || connection.address.toLowerCase() !== life.vehicle.owner.toLowerCase()) return null
  return (
    <>
      <AuthoriseCard vehicle={life.vehicle} connection={connection} />
      <ShareCard life={life} connection={connection} />
    </>
  )
}
