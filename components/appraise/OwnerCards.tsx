'use client'

import type { VehicleLife } from '../../lib/appraisal/readLife.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { AuthoriseCard } from './AuthoriseCard.tsx'
import { ReadingKeyCard } from './ReadingKeyCard.tsx'
import { ShareCard } from './ShareCard.tsx'

/** What only the owner of a car sees on its page, or only somebody else with a wallet. */
export function OwnerCards({ life }: { life: VehicleLife }) {
  const { connection } = useWallet()
  if (!connection) return null
  if (connection.address.toLowerCase() !== life.vehicle.owner.toLowerCase()) {
    return life.records.some(({ cid }) => cid !== '') ? <ReadingKeyCard connection={connection} /> : null
  }
  return (
    <>
      <AuthoriseCard vehicle={life.vehicle} connection={connection} />
      <ShareCard life={life} connection={connection} />
    </>
  )
}
