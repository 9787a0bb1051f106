'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useSyncExternalStore } from 'react'
import type { Preference } from '../i18n/createPreference.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { rpcChoice, witnessChoice } from '../providers/networkChoices.ts'
import { useLightView } from '../providers/useLightView.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'

/** Which server is asked, and a second one of somebody else whose head is held against the first one's. */
export function ServersCard() {
  const t = useTranslations('trust')
  const view = useLightView()
  return (
    <Card>
      <CardHeader title={t('servers')} />
      <div className="flex flex-col gap-5 p-4">
        <ServerForm choice={rpcChoice} label={t('server')} hint={t('serverHint', { url: view?.rpcUrl ?? '…' })} />
        <ServerForm choice={witnessChoice} label={t('witness')} hint={t('witnessHint')} />
        <WitnessState />
      </div>
    </Card>
  )
}

function ServerForm({ choice, label, hint }: { choice: Preference<string>; label: string; hint: string }) {
  const t = useTranslations('trust')
  const chain = useChain()
  const chosen = useSyncExternalStore(choice.subscribe, choice.get, () => undefined)
  const [text, setText] = useState<string>()
  const [error, setError] = useState<string>()
  const set = (url: string | undefined) => {
    choice.set(url)
    setText(undefined)
    chain.reconnect()
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const url = text?.trim() ?? ''
    const isUrl = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
    setError(isUrl ? undefined : t('notUrl'))
    if (isUrl) set(url)
  }
  return (
    <form onSubmit={save} noValidate>
      <Input
        label={label}
        hint={hint}
        error={error}
        mono
        inputMode="url"
        placeholder="http://127.0.0.1:8545"
        value={text ?? chosen ?? ''}
        onChange={({ target }) => setText(target.value)}
        action={
          <>
            <Button type="submit" disabled={text === undefined}>
              {t('use')}
            </Button>
            {chosen !== undefined && <Button onClick={() => set(undefined)}>{t('reset')}</Button>}
          </>
        }
      />
    </form>
  )
}

const tones: Record<string, Tone> = { agrees: 'good', behind: 'neutral', unreachable: 'warn' }

function WitnessState() {
  const t = useTranslations('trust')
  const view = useLightView()
  if (!view?.witnessUrl) return null
  const { witness } = view
  if (!witness) return <p className="text-muted text-sm">{t('asking')}</p>
  const by = witness.status === 'ahead' ? witness.by : 0
  return (
    <div role="status" className="flex flex-col gap-1 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={tones[witness.status] ?? 'bad'}>{t(`witnessState.${witness.status}`)}</Badge>
        {t(`witnessSays.${witness.status}`, { number: witness.number, by })}
      </p>
      {'error' in witness && <p className="font-mono text-muted text-xs">{witness.error.name}</p>}
    </div>
  )
}
