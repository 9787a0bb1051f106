'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { WalletExists } from './CreateContent.tsx'
import { PasswordFields, readNewPassword } from './PasswordFields.tsx'
import { useFailureWords } from './useFailureWords.ts'
import { useTask } from './useTask.ts'
import { useWallet } from './useWallet.ts'
import { useWalletLink } from './WalletProvider.tsx'
import { WalletWaiting } from './WalletWaiting.tsx'
import { backupState } from './walletPreferences.ts'

/** A wallet that exists elsewhere comes to this browser. */
export function RestoreContent() {
  const t = useTranslations('walletRestore')
  const { vault } = useWallet(true)
  const [busy, setBusy] = useState(false)
  if (!vault) return <WalletWaiting />
  if (vault.status !== 'empty' && !busy) return <WalletExists />
  return (
    <Card className="max-w-2xl">
      <Tabs
        label={t('kind')}
        tabs={[
          { id: 'words', label: t('fromWords'), content: <WordsForm onBusy={setBusy} /> },
          { id: 'file', label: t('fromFile'), content: <FileForm onBusy={setBusy} /> },
        ]}
      />
    </Card>
  )
}

/** Returns how to bring a wallet in and then open it. */
function useEntry(onBusy: (busy: boolean) => void) {
  const { run, ...task } = useTask()
  const router = useRouter()
  const enter = async (bringIn: () => Promise<unknown>) => {
    onBusy(true)
    const done = await run(bringIn)
    if (done === undefined) return onBusy(false)
    backupState.set(undefined)
    router.push('/wallet')
  }
  return { ...task, enter }
}

function WordsForm({ onBusy }: { onBusy(busy: boolean): void }) {
  const t = useTranslations('walletRestore')
  const p = useTranslations('walletPassword')
  const id = useId()
  const { session } = useWalletLink()
  const { busy, error, enter, clear } = useEntry(onBusy)
  const [differs, setDiffers] = useState(false)
  const say = useFailureWords()
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    const password = readNewPassword(data)
    if (password === undefined) return setDiffers(true)
    const [mnemonic, passphrase] = [String(data.get('words')), String(data.get('passphrase'))]
    return enter(async () => {
      const { vault } = await session()
      const restored = await vault.restore({ mnemonic, passphrase, unlocker: { kind: 'password', password } })
      form.reset()
      return restored
    })
  }
  return (
    <form
      onSubmit={onSubmit}
      onChange={() => {
        clear()
        setDiffers(false)
      }}
      className="flex flex-col gap-4 p-5"
    >
      <div>
        <label htmlFor={id} className="mb-1 block font-semibold text-sm">
          {t('words')}
        </label>
        <textarea
          id={id}
          name="words"
          required
          rows={3}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-note`}
          className="w-full rounded-md border border-edge bg-surface px-3 py-2 text-base text-ink aria-invalid:border-bad"
        />
        <p id={`${id}-note`} aria-live="polite" className={error ? 'text-bad text-sm' : 'text-muted text-sm'}>
          {say(error) ?? t('wordsHint')}
        </p>
      </div>
      <Input name="passphrase" type="password" autoComplete="off" label={t('passphrase')} hint={t('passphraseHint')} />
      <PasswordFields label={t('newPassword')} error={differs ? p('differs') : undefined} />
      <Submit busy={busy}>{t('restore')}</Submit>
      <p className="text-muted text-sm">{t('accounts')}</p>
    </form>
  )
}

function FileForm({ onBusy }: { onBusy(busy: boolean): void }) {
  const t = useTranslations('walletRestore')
  const { session } = useWalletLink()
  const { busy, error, enter, clear } = useEntry(onBusy)
  const say = useFailureWords()
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    const [file, password] = [data.get('file') as File, String(data.get('password'))]
    return enter(async () => {
      const { vault } = await session()
      const text = await file.text()
      const opened = await vault.importKeystore({ text, unlocker: { kind: 'password', password } })
      form.reset()
      return opened
    })
  }
  return (
    <form onSubmit={onSubmit} onChange={clear} className="flex flex-col gap-4 p-5">
      <Input
        name="file"
        type="file"
        accept=".json,application/json"
        required
        label={t('file')}
        hint={t('fileHint')}
        className="[&_input]:py-1.5"
      />
      <Input
        name="password"
        type="password"
        autoComplete="current-password"
        required
        label={t('filePassword')}
        error={say(error)}
      />
      <Submit busy={busy}>{t('import')}</Submit>
    </form>
  )
}

function Submit({ busy, children }: { busy: boolean; children: string }) {
  const t = useTranslations('walletRestore')
  return (
    <div className="flex items-center gap-3">
      <Button type="submit" variant="primary" busy={busy}>
        {children}
      </Button>
      <span role="status" className="text-muted text-sm">
        {busy ? t('working') : ''}
      </span>
    </div>
  )
}
