'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { VaultState } from '../../lib/wallet/createVault.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import { AuthDialog } from './AuthDialog.tsx'
import { PasswordFields, readNewPassword } from './PasswordFields.tsx'
import { newPasskey } from './unlockerOfPasskey.ts'
import { usePasskeySupport } from './usePasskeySupport.ts'
import { useWalletLink } from './WalletProvider.tsx'

type Asked = { kind: 'password' } | { kind: 'addPasskey' } | { kind: 'removePasskey'; credentialId: string }

/** Password and passkeys: each opens the wallet alone, and each can be changed without touching the words. */
export function WaysInCard({ vault }: { vault: VaultState }) {
  const t = useTranslations('walletSecurity')
  const support = usePasskeySupport()
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  return (
    <Card>
      <CardHeader title={t('waysIn')} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-4 py-3 text-sm">
        <span className="font-semibold">{t('password')}</span>
        <span className="text-muted">{t(vault.hasPassword ? 'passwordSet' : 'passwordNone')}</span>
        <span className="flex-1" />
        <Button size="sm" onClick={() => setAsked({ kind: 'password' })}>
          {t(vault.hasPassword ? 'changePassword' : 'setPassword')}
        </Button>
      </div>
      <div className="flex flex-col gap-2 px-4 py-3 text-sm">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <span className="font-semibold">{t('passkeys')}</span>
          <span className="min-w-0 flex-1 basis-48 text-muted">
            {t(support === 'noPrf' || support === 'ipAddress' ? support : 'passkeyWhy')}
          </span>
          {support === 'yes' && (
            <Button size="sm" onClick={() => setAsked({ kind: 'addPasskey' })}>
              {t('addPasskey')}
            </Button>
          )}
        </div>
        <ul className="flex flex-col gap-2">
          {vault.passkeys.map(({ credentialId }, index) => (
            <li key={credentialId} className="flex items-center justify-between gap-4">
              {t('passkeyNumber', { number: index + 1 })}
              <Button
                size="sm"
                aria-label={t('removePasskeyLabel', { number: index + 1 })}
                onClick={() => setAsked({ kind: 'removePasskey', credentialId })}
              >
                {t('removePasskey')}
              </Button>
            </li>
          ))}
        </ul>
      </div>
      {asked?.kind === 'password' && <PasswordDialog vault={vault} onClose={close} />}
      {asked?.kind === 'addPasskey' && <AddPasskeyDialog vault={vault} onClose={close} />}
      {asked?.kind === 'removePasskey' && (
        <RemovePasskeyDialog vault={vault} credentialId={asked.credentialId} onClose={close} />
      )}
    </Card>
  )
}

type DialogProps = { vault: VaultState; onClose(): void }

function PasswordDialog({ vault, onClose }: DialogProps) {
  const t = useTranslations('walletSecurity')
  const p = useTranslations('walletPassword')
  const { session } = useWalletLink()
  const toast = useToast()
  const [differs, setDiffers] = useState(false)
  return (
    <AuthDialog
      vault={vault}
      title={t(vault.hasPassword ? 'changePassword' : 'setPassword')}
      onClose={onClose}
      check={(form) => {
        const same = readNewPassword(form) !== undefined
        setDiffers(!same)
        return same
      }}
      onProof={async (unlocker, form) => {
        await (await session()).vault.setPassword({ unlocker, password: readNewPassword(form)! })
        toast({ title: t('changed'), tone: 'good' })
      }}
    >
      <PasswordFields label={t('newPassword')} error={differs ? p('differs') : undefined} />
    </AuthDialog>
  )
}

function AddPasskeyDialog({ vault, onClose }: DialogProps) {
  const t = useTranslations('walletSecurity')
  const { session } = useWalletLink()
  const toast = useToast()
  return (
    <AuthDialog
      vault={vault}
      title={t('addPasskey')}
      onClose={onClose}
      onProof={async (unlocker) => {
        await (await session()).vault.addPasskey({ unlocker, passkey: await newPasskey() })
        toast({ title: t('passkeyAdded'), tone: 'good' })
      }}
    />
  )
}

function RemovePasskeyDialog({ vault, credentialId, onClose }: DialogProps & { credentialId: string }) {
  const t = useTranslations('walletSecurity')
  const { session } = useWalletLink()
  return (
    <AuthDialog
      vault={vault}
      title={t('removePasskey')}
      onClose={onClose}
      onProof={async (unlocker) => (await session()).vault.removePasskey({ unlocker, credentialId })}
    />
  )
}
