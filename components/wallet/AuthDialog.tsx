'use client'

import { Fingerprint } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useRef } from 'react'
import type { VaultState } from '../../lib/wallet/createVault.ts'
import type { Unlocker } from '../../lib/wallet/keystoreSlots.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Input } from '../ui/Input.tsx'
import { unlockerOfPasskey } from './unlockerOfPasskey.ts'
import { useFailureWords } from './useFailureWords.ts'
import { useTask } from './useTask.ts'

type AuthDialogProps = {
  vault: VaultState
  title: string
  onClose(): void
  /** Does what was asked for; the dialog stays and says why when it fails. */
  onProof(unlocker: Unlocker, form: FormData): Promise<unknown>
  /** More fields of the same form. */
  children?: ReactNode
  /** Returns why the form cannot be sent yet. */
  check?(form: FormData): boolean
}

/** Asks the owner for password or passkey once more, for what an open wallet alone must not allow. */
export function AuthDialog({ vault, title, onClose, onProof, children, check = () => true }: AuthDialogProps) {
  const t = useTranslations('walletSecurity')
  const w = useTranslations('wallet')
  const form = useRef<HTMLFormElement>(null)
  const { busy, error, run, clear } = useTask()
  const say = useFailureWords()
  const prove = (choose: (data: FormData) => Promise<Unlocker>) => {
    const data = new FormData(form.current!)
    if (!check(data)) return
    return run(async () => {
      await onProof(await choose(data), data)
      onClose()
    })
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    return prove(async (data) => ({ kind: 'password', password: String(data.get('current')) }))
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={title}
      description={t('authWhy')}
      closeLabel={w('close')}
    >
      <form ref={form} onSubmit={onSubmit} onChange={clear} className="flex flex-col gap-4">
        {vault.hasPassword && (
          <Input
            name="current"
            type="password"
            autoComplete="current-password"
            required
            autoFocus
            label={t('currentPassword')}
          />
        )}
        {children}
        <p role="alert" className="text-bad text-sm empty:hidden">
          {say(error)}
        </p>
        <div className="flex flex-wrap justify-end gap-2">
          {vault.passkeys.map((passkey, index) => (
            <Button key={passkey.credentialId} disabled={busy} onClick={() => prove(() => unlockerOfPasskey(passkey))}>
              <Fingerprint aria-hidden className="size-4" />
              {vault.passkeys.length > 1 ? t('withPasskeyNumber', { number: index + 1 }) : t('withPasskey')}
            </Button>
          ))}
          {vault.hasPassword && (
            <Button type="submit" variant="primary" busy={busy}>
              {t('go')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}
