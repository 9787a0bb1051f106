'use client'

import { Send } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Hex } from '../../lib/bytes/hex.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { Button } from '../ui/Button.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card } from '../ui/Card.tsx'
import { TransactionState } from './TransactionState.tsx'

/** What became of a transfer, followed until it is final. */
export function SentCard({ hash, onAnother }: { hash: Hex; onAnother(): void }) {
  const t = useTranslations('walletSend')
  const toast = useTranslations('sentToast')
  return (
    <Card className="flex max-w-2xl flex-col items-start gap-3 p-5">
      <Send aria-hidden className="size-6 text-accent" strokeWidth={1.75} />
      <h2 className="font-bold text-lg">{t('sentTitle')}</h2>
      <p className="break-all font-mono text-sm">{hash}</p>
      <TransactionState hash={hash} />
      <div className="flex flex-wrap gap-2">
        <ExplorerLink kind="tx" id={hash} className={buttonClass({ variant: 'primary' })}>
          {toast('open')}
        </ExplorerLink>
        <Button onClick={onAnother}>{t('another')}</Button>
      </div>
    </Card>
  )
}
