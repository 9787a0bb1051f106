'use client'

import { Fingerprint } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, type MouseEvent, useState } from 'react'
import type { Unlocker } from '../../lib/wallet/keystoreSlots.ts'
import type { Language } from '../../lib/wallet/wordlists.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import { languageNames } from './languageNames.ts'
import { PasswordFields, readNewPassword } from './PasswordFields.tsx'
import { newPasskey } from './unlockerOfPasskey.ts'
import { useFailureWords } from './useFailureWords.ts'
import { usePasskeySupport } from './usePasskeySupport.ts'
import { useTask } from './useTask.ts'
import { useWalletLink } from './WalletProvider.tsx'
import { backupState } from './walletPreferences.ts'

export type NewWords = { mnemonic: string; passphrase: string; language: Language }

export function CreateForm({ onCreated }: { onCreated(words: NewWords): void }) {
  const t = useTranslations('walletCreate')
  const p = useTranslations('walletPassword')
  const { session } = useWalletLink()
  const { busy, error, run, clear } = useTask()
  const [differs, setDiffers] = useState<'password' | 'passphrase'>()
  const support = usePasskeySupport()
  const say = useFailureWords()

  async function create(form: HTMLFormElement, choose: () => Promise<Unlocker>) {
    const data = new FormData(form)
    const passphrase = String(data.get('passphrase'))
    if (passphrase !== String(data.get('passphraseRepeat'))) return setDiffers('passphrase')
    await run(async () => {
      const wallet = await session()
      const language = String(data.get('language')) as Language
      const wordCount = data.get('wordCount') === '24' ? 24 : 12
      const made = await wallet.vault.create({ wordCount, language, passphrase, unlocker: await choose() })
      backupState.set('unchecked')
      form.reset()
      onCreated({ mnemonic: made.mnemonic, passphrase, language })
    })
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const password = readNewPassword(new FormData(form))
    if (password === undefined) return setDiffers('password')
    return create(form, async () => ({ kind: 'password', password }))
  }

  const onPasskey = ({ currentTarget }: MouseEvent<HTMLButtonElement>) => create(currentTarget.form!, newPasskey)

  return (
    <Card className="max-w-2xl p-5">
      <form
        onSubmit={onSubmit}
        onChange={() => {
          clear()
          setDiffers(undefined)
        }}
        className="flex flex-col gap-5"
      >
        <PasswordFields error={differs === 'password' ? p('differs') : undefined} />
        <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
          <Select
            name="wordCount"
            label={t('wordCount')}
            options={[
              { value: '12', label: t('words12') },
              { value: '24', label: t('words24') },
            ]}
          />
          <Select name="language" label={t('language')} options={languageNames} />
        </div>
        <details open={differs === 'passphrase' || undefined}>
          <summary className="cursor-pointer font-semibold text-sm">{t('more')}</summary>
          <div className="mt-3 grid gap-x-4 gap-y-3 sm:grid-cols-2">
            <Input
              name="passphrase"
              type="password"
              autoComplete="off"
              label={t('passphrase')}
              hint={t('passphraseHint')}
            />
            <Input
              name="passphraseRepeat"
              type="password"
              autoComplete="off"
              label={t('passphraseRepeat')}
              error={differs === 'passphrase' ? p('differs') : undefined}
            />
          </div>
        </details>
        <p role="alert" className="text-bad text-sm empty:hidden">
          {say(error)}
        </p>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" busy={busy}>
            {t('create')}
          </Button>
          {support === 'yes' && (
            <Button onClick={onPasskey} disabled={busy}>
              <Fingerprint aria-hidden className="size-4" />
              {t('createPasskey')}
            </Button>
          )}
          <span role="status" className="text-muted text-sm">
            {busy ? t('making') : ''}
          </span>
        </div>
        {support === 'yes' && <p className="text-muted text-sm">{t('passkeyWhy')}</p>}
      </form>
    </Card>
  )
}
