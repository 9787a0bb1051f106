'use client'

import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { purchaseLog } from '../market/purchaseLog.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { outboxText } from './outboxText.ts'
import { sentLog } from './sentLog.ts'
import { useTask } from './useTask.ts'
import { useWalletLink } from './WalletProvider.tsx'
import { backupState } from './walletPreferences.ts'

export function RemoveCard() {
  const t = useTranslations('walletSecurity')
  const [asking, setAsking] = useState(false)
  return (
    <Card>
      <CardHeader title={t('remove')} />
      <div className="flex flex-col items-start gap-2 p-4 text-sm">
        <p>{t('removeWhy')}</p>
        <Button size="sm" variant="danger" onClick={() => setAsking(true)}>
          <Trash2 aria-hidden className="size-4" />
          {t('remove')}
        </Button>
      </div>
      {asking && <RemoveDialog onClose={() => setAsking(false)} />}
    </Card>
  )
}

/** Also for somebody who forgot the password: removing needs no proof, only the words bring the wallet back. */
export function RemoveDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('walletSecurity')
  const w = useTranslations('wallet')
  const { session } = useWalletLink()
  const { busy, run } = useTask()
  const [sure, setSure] = useState(false)
  const onRemove = () =>
    run(async () => {
      await (await session()).vault.remove()
      backupState.set(undefined)
      for (const log of [sentLog, outboxText, purchaseLog]) log.write(undefined)
    })
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t('removeTitle')}
      description={t('removeWhy')}
      closeLabel={w('close')}
    >
      <label className="mb-5 flex items-center gap-2 font-semibold text-sm">
        <input
          type="checkbox"
          checked={sure}
          onChange={({ target }) => setSure(target.checked)}
          className="size-4 accent-(--accent)"
        />
        {t('removeConfirm')}
      </label>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{w('cancel')}</Button>
        <Button variant="danger" disabled={!sure} busy={busy} onClick={onRemove}>
          {t('removeAction')}
        </Button>
      </div>
    </Dialog>
  )
}
