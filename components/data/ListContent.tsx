'use client'

import { WalletGate } from '../wallet/WalletGate.tsx'
import { ArchiveCard } from './ArchiveCard.tsx'
import { DataSetTable } from './DataSetTable.tsx'

export function ListContent() {
  return (
    <WalletGate>
      {(connection) => (
        <div className="flex flex-col gap-6">
          <DataSetTable owner={connection.address} />
          <ArchiveCard connection={connection} />
        </div>
      )}
    </WalletGate>
  )
}
