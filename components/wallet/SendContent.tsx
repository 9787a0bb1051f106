'use client'

import { useState } from 'react'
import type { Hex } from '../../lib/bytes/hex.ts'
import { SendForm } from './SendForm.tsx'
import { SentCard } from './SentCard.tsx'
import { WalletGate } from './WalletGate.tsx'

export function SendContent() {
  const [sent, setSent] = useState<Hex>()
  return (
    <WalletGate>
      {(connection) =>
        sent ? (
          <SentCard hash={sent} onAnother={() => setSent(undefined)} />
        ) : (
          <SendForm key={connection.address} connection={connection} onSent={setSent} />
        )
      }
    </WalletGate>
  )
}
