'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { Purchase } from '../../lib/market/readPurchase.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Progress } from '../ui/Progress.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { WalletGate } from '../wallet/WalletGate.tsx'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { DataViewer } from './DataViewer.tsx'
import { DisputeCard } from './DisputeCard.tsx'
import { Failure } from './Failure.tsx'
import { SettleCard } from './SettleCard.tsx'
import { useOpening } from './useOpening.ts'

/** Opens what was delivered with the buyer's wallet, and shows it. */
export function OpenPanel({ purchase }: { purchase: Purchase }) {
  const { connection } = useWallet()
  if (!connection) return <WalletGate>{() => null}</WalletGate>
  return <OpenWith key={connection.address} purchase={purchase} connection={connection} />
}

function OpenWith({ purchase, connection }: { purchase: Purchase; connection: WalletConnection }) {
  const t = useTranslations('market')
  const opening = useOpening(purchase)
  const { open, result, busy } = opening
  const isBuyer = connection.address.toLowerCase() === purchase.order.buyer.toLowerCase()
  const isReady = isBuyer && connection.kind === 'builtIn'
  const { size } = purchase.deliveries
  const opened = useRef<number>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each further delivery is opened once, after what is being opened
  useEffect(() => {
    if (!isReady || busy || opened.current === size) return
    opened.current = size
    open()
  }, [isReady, size, busy])

  if (!isBuyer) {
    return (
      <Card>
        <ErrorState title={t('otherWallet')}>{t('otherWalletText', { buyer: purchase.order.buyer })}</ErrorState>
      </Card>
    )
  }
  const wrong = result?.stages.at(-1)
  // Of a delivery that nobody gives nothing can be said, whatever the ones before it were.
  const isAllRight = wrong?.verdict.kind === 'right' && wrong.stage === purchase.status.stage
  return (
    <>
      {wrong && wrong.verdict.kind !== 'right' && <DisputeCard purchase={purchase} stage={wrong} />}
      {isAllRight && purchase.status.state === 'delivered' && <SettleCard purchase={purchase} />}
      <Card>
        <CardHeader
          title={t('yourData')}
          note={result ? t('openedNote', { chunks: result.chunks, bytes: result.bytes.length }) : undefined}
        />
        {result && result.bytes.length > 0 ? (
          <DataViewer bytes={result.bytes} purchase={purchase} />
        ) : (
          <div className="flex flex-col items-start gap-3 p-4">
            {busy ? (
              <div className="w-full max-w-md">
                <Progress
                  label={t('opening')}
                  value={opening.total === 0 ? undefined : opening.done / opening.total}
                  detail={t('ofChunks', { done: opening.done, total: opening.total })}
                />
              </div>
            ) : (
              <Button variant="primary" onClick={open}>
                {t('openNow')}
              </Button>
            )}
            <Failure error={opening.error} />
          </div>
        )}
      </Card>
    </>
  )
}
