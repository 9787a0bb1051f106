'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { useChain } from '../providers/ChainProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { exampleNames, loadExample } from './examples.ts'
import type { useCheck } from './useCheck.ts'

type CheckFormProps = { text: string; onText(text: string): void; run: ReturnType<typeof useCheck> }

/** Where a text is pasted, taken from the chain, or chosen among examples. */
export function CheckForm({ text, onText, run }: CheckFormProps) {
  const t = useTranslations('verify')
  const take = (found: string) => {
    onText(found)
    run.check(found)
  }
  return (
    <Card>
      <CardHeader title={t('what')} />
      <div className="flex flex-col gap-5 p-4">
        <FromChain onFound={take} />
        <form
          className="flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            run.check(text)
          }}
        >
          <TextArea
            label={t('paste')}
            hint={t('pasteHint', { open: '{', close: '}' })}
            rows={14}
            spellCheck={false}
            value={text}
            onChange={({ target }) => onText(target.value)}
            className="resize-y font-mono"
          />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" busy={run.busy} disabled={text.trim() === ''}>
              {t('check')}
            </Button>
            {run.busy && <Button onClick={run.cancel}>{t('cancel')}</Button>}
          </div>
        </form>
        <div>
          <p className="mb-1.5 font-semibold text-sm">{t('examples')}</p>
          <ul className="flex flex-wrap gap-2">
            {exampleNames.map((name) => (
              <li key={name}>
                <Button size="sm" onClick={() => void loadExample(name).then(take)}>
                  {t(`example.${name}`)}
                </Button>
              </li>
            ))}
          </ul>
          <p className="mt-1.5 text-muted text-sm">{t('examplesNote')}</p>
        </div>
      </div>
    </Card>
  )
}

function FromChain({ onFound }: { onFound(text: string): void }) {
  const t = useTranslations('verify')
  const chain = useChain()
  const [id, setId] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  async function fetchText(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const [{ fetchCheckText }, { handle, anchor }] = await Promise.all([
        import('../../lib/light/fetchCheckText.ts'),
        chain.light(),
      ])
      onFound(await fetchCheckText({ ...handle, anchor }, id))
    } catch (failure) {
      setError((failure as Error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={fetchText}>
      <Input
        label={t('fromChain')}
        hint={t('fromChainHint')}
        error={error}
        mono
        value={id}
        onChange={({ target }) => setId(target.value)}
        action={
          <Button type="submit" busy={busy} disabled={id.trim() === ''}>
            {t('take')}
          </Button>
        }
      />
    </form>
  )
}
