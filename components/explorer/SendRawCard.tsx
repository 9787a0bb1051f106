'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import type { Hex } from '../../lib/bytes/hex.ts'
import { useOpenExplorer } from '../frame/useOpenExplorer.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { TextArea } from '../ui/TextArea.tsx'

/** Sends a transaction that was signed elsewhere. Its hash is computed here, whatever the node calls it. */
export function SendRawCard() {
  const t = useTranslations('sendRaw')
  const open = useOpenExplorer()
  const chain = useChain()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const raw = String(new FormData(event.currentTarget).get('raw')).replace(/\s+/g, '')
    if (!/^0x([0-9a-fA-F]{2})+$/.test(raw)) return setFailure(t('bad'))
    setFailure(undefined)
    setBusy(true)
    try {
      const client = await chain.client()
      open('tx', await client.request({ method: 'eth_sendRawTransaction', params: [raw as Hex] }))
    } catch (error) {
      setFailure(t('refused', { reason: reasonOf(error) }))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card>
      <CardHeader title={t('title')} note={t('note')} />
      <form onSubmit={onSubmit} className="flex flex-col items-start gap-3 p-4 *:w-full sm:*:last:w-auto">
        <TextArea
          name="raw"
          label={t('raw')}
          hint={t('hint')}
          error={failure}
          rows={4}
          required
          spellCheck={false}
          autoComplete="off"
          className="font-mono"
          onChange={() => setFailure(undefined)}
        />
        <Button type="submit" busy={busy}>
          {t('send')}
        </Button>
      </form>
    </Card>
  )
}

/** What the node said, without what libraries add around it. */
function reasonOf(error: unknown): string {
  const { details, message } = (error ?? {}) as { details?: unknown; message?: unknown }
  return String(details || message || error)
}
