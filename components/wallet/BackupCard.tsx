'use client'

import { Download, Eye } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { VaultState } from '../../lib/wallet/createVault.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import { AuthDialog } from './AuthDialog.tsx'
import { BackupSteps } from './BackupSteps.tsx'
import { useTask } from './useTask.ts'
import { useWalletLink } from './WalletProvider.tsx'

type Words = { mnemonic: string; passphrase: string }

/** The words again, after the owner has proved to be the owner; and the wallet as an encrypted file. */
export function BackupCard({ vault }: { vault: VaultState }) {
  const t = useTranslations('walletSecurity')
  const b = useTranslations('walletBackup')
  const w = useTranslations('wallet')
  const { session } = useWalletLink()
  const [asking, setAsking] = useState(false)
  const [words, setWords] = useState<Words>()
  return (
    <Card id="words">
      <CardHeader title={t('backup')} />
      <div className="flex flex-col gap-5 p-4 text-sm">
        <div className="flex flex-col items-start gap-2">
          <p>{t('showWordsWhy')}</p>
          <Button size="sm" onClick={() => setAsking(true)}>
            <Eye aria-hidden className="size-4" />
            {t('showWords')}
          </Button>
        </div>
        <ExportFile />
      </div>
      {asking && (
        <AuthDialog
          vault={vault}
          title={t('authTitle')}
          onClose={() => setAsking(false)}
          onProof={async (unlocker) => setWords(await (await session()).vault.revealMnemonic({ unlocker }))}
        />
      )}
      {words && (
        <Dialog
          open
          onOpenChange={(open) => open || setWords(undefined)}
          title={t('showWords')}
          description={b('look')}
          closeLabel={w('close')}
        >
          <BackupSteps {...words} language={undefined} onDone={() => setWords(undefined)} />
        </Dialog>
      )}
    </Card>
  )
}

function ExportFile() {
  const t = useTranslations('walletSecurity')
  const { session } = useWalletLink()
  const toast = useToast()
  const { busy, run } = useTask()
  const onExport = () =>
    run(async () => {
      const { text } = await (await session()).vault.exportKeystore()
      const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
      Object.assign(document.createElement('a'), { href: url, download: t('fileName') }).click()
      URL.revokeObjectURL(url)
      toast({ title: t('exported') })
    })
  return (
    <div className="flex flex-col items-start gap-2">
      <p>{t('exportWhy')}</p>
      <Button size="sm" busy={busy} onClick={onExport}>
        <Download aria-hidden className="size-4" />
        {t('export')}
      </Button>
    </div>
  )
}
