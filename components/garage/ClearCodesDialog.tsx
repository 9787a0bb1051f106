'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

/** What clearing does, and a mark to set by hand before it is sent to the car. */
export function ClearCodesDialog({ open, onClose, onClear }: { open: boolean; onClose(): void; onClear(): void }) {
  const t = useTranslations('garage.clear')
  const [understood, setUnderstood] = useState(false)
  const close = () => {
    setUnderstood(false)
    onClose()
  }
  return (
    <Dialog open={open} onOpenChange={close} title={t('title')} description={t('what')} closeLabel={t('close')}>
      <ul className="mb-4 list-disc pl-5 text-sm">
        <li>{t('loss1')}</li>
        <li>{t('loss2')}</li>
        <li>{t('loss3')}</li>
      </ul>
      <label className="mb-4 flex items-start gap-2 text-sm">
        <input
          type="checkbox"
          className="mt-1 size-4 accent-(--accent)"
          checked={understood}
          onChange={({ target }) => setUnderstood(target.checked)}
        />
        {t('understood')}
      </label>
      <div className="flex flex-wrap gap-2">
        <Button
          variant="danger"
          disabled={!understood}
          onClick={() => {
            close()
            onClear()
          }}
        >
          {t('send')}
        </Button>
        <Button onClick={close}>{t('keep')}</Button>
      </div>
    </Dialog>
  )
}
