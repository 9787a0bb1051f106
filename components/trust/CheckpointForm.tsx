'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { Lapse } from '../../lib/light/checkpointAge.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Input } from '../ui/Input.tsx'

/** Says that trust went on from a block too old for it, and takes the hash of a newer one that the person has from elsewhere. */
export function CheckpointForm({ lapse }: { lapse: Lapse }) {
  const t = useTranslations('trust')
  const chain = useChain()
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const [isAsking, setAsking] = useState(false)
  const vouch = async (hash: Hex) => {
    setAsking(true)
    try {
      const { handle } = await chain.light()
      await handle.api.vouch({ hash })
    } catch (reason) {
      const { name, message } = reason as Error
      setError(isKnown(name) ? t(`vouchFailed.${name.slice('Light.'.length) as Known}`) : message)
    }
    setAsking(false)
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const hash = text.trim().toLowerCase()
    const isHash = /^0x[0-9a-f]{64}$/.test(hash)
    setError(isHash ? undefined : t('notHash'))
    if (isHash) void vouch(hash as Hex)
  }
  const { number, ageSeconds, limitSeconds } = lapse
  return (
    <form onSubmit={save} noValidate className="flex flex-col gap-3 border-line border-t p-4">
      <p className="text-sm text-warn">
        {t('lapse', { number, age: inDays(ageSeconds), limit: inDays(limitSeconds) })}
      </p>
      <Input
        label={t('vouch')}
        hint={t('vouchHint')}
        error={error}
        mono
        autoComplete="off"
        spellCheck={false}
        placeholder="0x…"
        value={text}
        onChange={({ target }) => setText(target.value)}
        action={
          <Button type="submit" disabled={text.trim() === '' || isAsking}>
            {t('vouchNow')}
          </Button>
        }
      />
    </form>
  )
}

type Known = 'NoBlockError' | 'OldCheckpointError'

function isKnown(name: string): boolean {
  return name === 'Light.NoBlockError' || name === 'Light.OldCheckpointError'
}

function inDays(seconds: number): number {
  return Math.max(1, Math.floor(seconds / 86_400))
}
