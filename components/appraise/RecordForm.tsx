'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type AuthorisationCode, kindsOf } from '../../lib/appraisal/authorisation.ts'
import type { RecordDocument } from '../../lib/appraisal/recordDocument.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { useOnline } from '../frame/useOnline.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { controlClass, Input } from '../ui/Input.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Select } from '../ui/Select.tsx'
import { ActionButton } from './ActionButton.tsx'
import { PhotoPicker } from './PhotoPicker.tsx'
import { keepDraft, type RecordDraft } from './recordDrafts.ts'
import { useChainNow } from './useChainNow.ts'
import { useDesk } from './useDesk.ts'

const severities = ['light', 'medium', 'heavy'] as const

/** What was done or found, with photos: sent at once, or kept until there is a connection. */
export function RecordForm({ code, address }: { code: AuthorisationCode; address: Address }) {
  const t = useTranslations('record')
  const v = useTranslations('vehicle')
  const isOnline = useOnline()
  const desk = useDesk()
  const now = useChainNow()
  const kinds = kindsOf(code.kinds)
  const [draft, setDraft] = useState<Omit<RecordDraft, 'id' | 'code'>>(() => ({
    document: {
      format: 'qoodblock.vehicle-record',
      version: 1,
      vehicleId: code.vehicleId,
      kind: kinds[0] ?? 'service',
      happenedAt: Math.floor(Date.now() / 1_000),
      title: '',
    },
    isSealed: true,
    photos: [],
  }))
  const [done, setDone] = useState<'sent' | 'backwards' | 'kept'>()
  const { document } = draft
  const change = (part: Partial<RecordDocument>) => setDraft({ ...draft, document: { ...document, ...part } })
  const whole = (): RecordDraft => ({
    ...draft,
    document: { ...document, happenedAt: Math.max(now, document.happenedAt) },
    id: crypto.randomUUID(),
    code,
  })
  if (code.issuer.toLowerCase() !== address.toLowerCase())
    return <p className="text-bad text-sm">{t('otherAccount')}</p>
  if (done) {
    return (
      <Card className="p-4">
        <p role="status" className="font-semibold">
          {t(`done.${done}`)}
        </p>
        <PageLink href={`/vehicle?id=${code.vehicleId}`} className="text-accent underline">
          {v('titleOf', { id: code.vehicleId })}
        </PageLink>
      </Card>
    )
  }
  return (
    <Card>
      <CardHeader title={t('formTitle', { id: code.vehicleId })} />
      <div className="flex flex-col gap-3 p-4">
        <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
          <Select
            label={t('kind')}
            value={document.kind}
            onChange={({ target }) => change({ kind: target.value as RecordDocument['kind'] })}
            options={kinds.map((kind) => ({ value: kind, label: v(`kinds.${kind}`) }))}
          />
          <Input
            label={t('odometer')}
            type="number"
            inputMode="numeric"
            min={0}
            max={5_000_000}
            onChange={({ target }) => setDraft({ ...draft, document: withReading(document, target.value) })}
          />
        </div>
        <Input
          label={t('what')}
          maxLength={120}
          value={document.title}
          onChange={({ target }) => change({ title: target.value })}
        />
        {document.kind === 'accident' && (
          <Select
            label={t('severity')}
            value={document.severity ?? 'medium'}
            onChange={({ target }) => change({ severity: target.value as (typeof severities)[number] })}
            options={severities.map((id) => ({ value: id, label: t(`severities.${id}`) }))}
          />
        )}
        <label className="flex flex-col gap-1 font-semibold text-sm">
          {t('details')}
          <textarea
            rows={4}
            maxLength={4_000}
            onChange={({ target }) => setDraft({ ...draft, document: withDetails(document, target.value) })}
            className={`${controlClass} h-auto py-2 font-normal`}
          />
        </label>
        <PhotoPicker photos={draft.photos} onChange={(photos) => setDraft({ ...draft, photos })} />
        <label className="flex min-h-9 items-center gap-3 text-sm">
          <input
            type="checkbox"
            checked={draft.isSealed}
            onChange={({ target }) => setDraft({ ...draft, isSealed: target.checked })}
            className="size-5 accent-accent"
          />
          {t('sealed')}
        </label>
        <p className="text-muted text-sm">{t('keptFor')}</p>
      </div>
      {isOnline ? (
        <ActionButton
          address={address}
          variant="primary"
          label={t('send')}
          disabled={document.title.trim() === ''}
          action={async (context) => {
            const { sendRecord } = await import('./sendRecord.ts')
            const { isRegression } = await sendRecord(await desk(context), whole())
            setDone(isRegression ? 'backwards' : 'sent')
          }}
        >
          {t('sendText')}
        </ActionButton>
      ) : (
        <div className="px-4 pb-4">
          <p className="mb-2 text-sm">{t('offline')}</p>
          <Button
            disabled={document.title.trim() === ''}
            onClick={async () => {
              await keepDraft(whole())
              setDone('kept')
            }}
          >
            {t('keep')}
          </Button>
        </div>
      )}
    </Card>
  )
}

function withReading({ odometerKm: _, ...rest }: RecordDocument, text: string): RecordDocument {
  return /^\d{1,7}$/.test(text) ? { ...rest, odometerKm: Number(text) } : rest
}

function withDetails({ details: _, ...rest }: RecordDocument, text: string): RecordDocument {
  return text.trim() === '' ? rest : { ...rest, details: text.trim() }
}
