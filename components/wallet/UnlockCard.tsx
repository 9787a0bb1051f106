'use client'

import { Fingerprint, LockKeyhole } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import type { VaultState } from '../../lib/wallet/createVault.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { OtherWallets } from './OtherWallets.tsx'
import { unlockerOfPasskey } from './unlockerOfPasskey.ts'
import { useFailureWords } from './useFailureWords.ts'
import { useTask } from './useTask.ts'
import { useWalletLink } from './WalletProvider.tsx'

/** The door of a wallet that is there but closed. */
export function UnlockCard({ vault }: { vault: VaultState }) {
  const t = useTranslations('walletUnlock')
  const w = useTranslations('walletWelcome')
  return (
    <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[3fr_2fr]">
      <Card className="p-5">
        <div className="mb-4 flex items-center gap-3">
          <LockKeyhole aria-hidden className="size-6 text-accent" strokeWidth={1.75} />
          <h2 className="font-bold text-lg">{t('title')}</h2>
        </div>
        <UnlockForm vault={vault} />
        <p className="mt-5 text-muted text-sm">
          {t('forgot')}{' '}
          <PageLink href="/wallet/restore" className="link">
            {t('forgotLink')}
          </PageLink>
          .
        </p>
      </Card>
      <Card>
        <CardHeader title={w('others')} />
        <OtherWallets />
      </Card>
    </div>
  )
}

function UnlockForm({ vault }: { vault: VaultState }) {
  const t = useTranslations('walletUnlock')
  const { session } = useWalletLink()
  const { busy, error, run, clear } = useTask()
  const say = useFailureWords()
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const password = String(new FormData(form).get('password'))
    return run(async () => {
      const wallet = await session()
      await wallet.vault.unlock({ unlocker: { kind: 'password', password } }).finally(() => form.reset())
    })
  }
  const onPasskey = (passkey: VaultState['passkeys'][number]) =>
    run(async () => (await session()).vault.unlock({ unlocker: await unlockerOfPasskey(passkey) }))
  return (
    <div className="flex max-w-md flex-col items-start gap-3">
      {vault.hasPassword && (
        <form onSubmit={onSubmit} className="w-full">
          <Input
            name="password"
            type="password"
            label={t('password')}
            autoComplete="current-password"
            autoFocus
            required
            error={say(error)}
            onChange={clear}
            action={
              <Button type="submit" variant="primary" busy={busy}>
                {t('unlock')}
              </Button>
            }
          />
        </form>
      )}
      {vault.passkeys.map((passkey, index) => (
        <Button
          key={passkey.credentialId}
          variant={vault.hasPassword ? 'secondary' : 'primary'}
          disabled={busy}
          onClick={() => onPasskey(passkey)}
        >
          <Fingerprint aria-hidden className="size-4" />
          {vault.passkeys.length > 1 ? t('passkeyNumber', { number: index + 1 }) : t('passkey')}
        </Button>
      ))}
      {!vault.hasPassword && (
        <p role="alert" className="text-bad text-sm empty:hidden">
          {say(error)}
        </p>
      )}
    </div>
  )
}
