'use client'

import { Eye, EyeOff, NotebookPen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { createReentryCheck, findReentryMistakes } from '../../lib/wallet/reentryCheck.ts'
import type { Language } from '../../lib/wallet/wordlists.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'
import { tagOfLanguage } from './languageNames.ts'
import { backupState } from './walletPreferences.ts'

type Backup = { mnemonic: string; passphrase: string; language: Language | undefined }

/** Shows the words, then asks for some of them: a backup that nobody checked is none. */
export function BackupSteps({ onDone, ...backup }: Backup & { onDone(checked: boolean): void }) {
  const [checking, setChecking] = useState(false)
  const finish = (checked: boolean) => {
    if (checked) backupState.set(undefined)
    onDone(checked)
  }
  return (
    <Card className="max-w-3xl p-5">
      {checking ? (
        <CheckWords {...backup} onBack={() => setChecking(false)} onDone={finish} />
      ) : (
        <ShowWords {...backup} onNext={() => setChecking(true)} />
      )}
    </Card>
  )
}

function ShowWords({ mnemonic, passphrase, language, onNext }: Backup & { onNext(): void }) {
  const t = useTranslations('walletBackup')
  const [shown, setShown] = useState(false)
  const words = mnemonic.split(/\s+/)
  return (
    <div className="flex flex-col gap-4">
      <div className="flex gap-3">
        <NotebookPen aria-hidden className="mt-0.5 size-6 shrink-0 text-accent" strokeWidth={1.75} />
        <div>
          <h2 className="font-bold text-lg">{t('title')}</h2>
          <p className="max-w-prose text-sm">{t('why')}</p>
        </div>
      </div>
      {shown ? (
        <>
          <ol
            aria-label={t('listLabel')}
            lang={language && tagOfLanguage(language)}
            className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line sm:grid-cols-3 md:grid-cols-4"
          >
            {words.map((word, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a word is its place
              <li key={index} className="flex items-baseline gap-3 bg-surface px-3 py-2.5">
                <span aria-hidden className="w-5 text-right font-mono text-muted text-sm tabular">
                  {index + 1}
                </span>
                <span className="font-semibold text-lg">{word}</span>
              </li>
            ))}
          </ol>
          {passphrase !== '' && <p className="text-sm">{t('passphrase', { passphrase })}</p>}
          <Button variant="primary" className="self-start" onClick={onNext}>
            {t('written')}
          </Button>
        </>
      ) : (
        <div className="flex flex-col items-start gap-3 rounded-md bg-sunken p-5">
          <p className="flex items-center gap-2">
            <EyeOff aria-hidden className="size-5 text-muted" />
            {t('look')}
          </p>
          <Button variant="primary" onClick={() => setShown(true)}>
            <Eye aria-hidden className="size-4" />
            {t('show')}
          </Button>
        </div>
      )}
    </div>
  )
}

type CheckProps = Backup & { onBack(): void; onDone(checked: boolean): void }

function CheckWords({ mnemonic, language, onBack, onDone }: CheckProps) {
  const t = useTranslations('walletBackup')
  const [positions] = useState(() => createReentryCheck(mnemonic.split(/\s+/).length, 3))
  const [mistakes, setMistakes] = useState<readonly number[]>([])
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const answers = new Map(positions.map((position) => [position, String(data.get(`word${position}`))]))
    const found = findReentryMistakes(mnemonic, answers)
    setMistakes(found)
    if (found.length === 0) onDone(true)
  }
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      <div>
        <h2 className="font-bold text-lg">{t('checkTitle')}</h2>
        <p className="text-sm">{t('checkWhy')}</p>
      </div>
      <div className="grid gap-4 sm:grid-cols-3" lang={language && tagOfLanguage(language)}>
        {positions.map((position) => (
          <Input
            key={position}
            name={`word${position}`}
            label={t('word', { position })}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus={position === positions[0]}
            error={mistakes.includes(position) ? t('wrongWord', { position }) : undefined}
            onChange={() => setMistakes((all) => all.filter((other) => other !== position))}
          />
        ))}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary">
          {t('check')}
        </Button>
        <Button onClick={onBack}>{t('again')}</Button>
        <Button variant="quiet" onClick={() => onDone(false)}>
          {t('later')}
        </Button>
      </div>
    </form>
  )
}

/** On the overview until the words are checked. */
export function BackupReminder({ onBackUp }: { onBackUp(): void }) {
  const t = useTranslations('walletOverview')
  return (
    <Banner
      tone="warn"
      title={t('backupTitle')}
      action={
        <Button size="sm" onClick={onBackUp}>
          {t('backupAction')}
        </Button>
      }
    >
      {t('backup')}
    </Banner>
  )
}
