'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type ExchangeFormat, exchangeFormats } from '../../lib/dictionary/createDictionaryApi.ts'
import type { Imported } from '../../lib/dictionary/formats/Imported.ts'
import { Button } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { controlClass, Input } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import { useTask } from '../wallet/useTask.ts'
import { dictionaryWorker } from './dictionaryWorker.ts'
import { useDictionaryFailure } from './useDictionaryFailure.ts'

const maxFileBytes = 16 * 1024 * 1024

/** Reads a file of another format, shows what came out of it and what did not, and begins a draft with it. */
export function ImportDialog({
  onClose,
  onImported,
}: {
  onClose(): void
  onImported(value: Record<string, unknown>): void
}) {
  const t = useTranslations('dictionaryTransfer')
  const frame = useTranslations('frame')
  const say = useDictionaryFailure()
  const { busy, error, run, clear } = useTask()
  const [format, setFormat] = useState<ExchangeFormat>('vss')
  const [id, setId] = useState('')
  const [imported, setImported] = useState<Imported>()
  const read = (files: FileList) =>
    run(async () => {
      const texts = await Promise.all(
        [...files].map(async (file) => {
          const text = await file.slice(0, maxFileBytes + 1).text()
          return { name: file.webkitRelativePath || file.name, text }
        }),
      )
      const name = id.trim() || 'imported'
      const head = {
        id: name,
        version: '1.0.0',
        languages: ['en' as const],
        title: { en: name },
        description: { en: files[0]?.name ?? name },
        common: {},
      }
      setImported(await dictionaryWorker().import({ format, files: texts, head }))
    })
  return (
    <Dialog open onOpenChange={onClose} title={t('import')} description={t('importHint')} closeLabel={frame('close')}>
      <div className="flex flex-col gap-4">
        <Select
          label={t('format')}
          value={format}
          onChange={({ target }) => {
            setFormat(target.value as ExchangeFormat)
            setImported(undefined)
            clear()
          }}
          options={exchangeFormats.map((value) => ({ value, label: t(`formats.${value}`) }))}
        />
        {format !== 'json' && (
          <Input
            label={t('name')}
            hint={t('nameHint')}
            value={id}
            mono
            onChange={({ target }) => setId(target.value)}
            autoComplete="off"
          />
        )}
        <label className="block">
          <span className="mb-1 block font-semibold text-sm">{t(format === 'vspec' ? 'files' : 'file')}</span>
          <input
            type="file"
            multiple={format === 'vspec'}
            disabled={busy}
            className={cx(controlClass, 'h-auto! py-1.5')}
            onChange={({ target }) => {
              if (target.files && target.files.length > 0) void read(target.files)
            }}
          />
        </label>
        <p role="alert" className="text-bad text-sm empty:hidden">
          {error === undefined ? '' : say(error)}
        </p>
        {imported && <Outcome imported={imported} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant="primary"
            busy={busy}
            disabled={!imported}
            onClick={() => imported && onImported(imported.value)}
          >
            {t('begin')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function Outcome({ imported: { counts, problems, skipped } }: { imported: Imported }) {
  const t = useTranslations('dictionaryTransfer')
  return (
    <div role="status" className="rounded-md bg-sunken p-3 text-sm">
      <p className="font-semibold">{t('found', { count: counts.fields ?? 0 })}</p>
      {counts.branches !== undefined && (
        <p>
          {t('vssCounts', {
            branches: counts.branches,
            sensors: counts.sensors ?? 0,
            actuators: counts.actuators ?? 0,
            attributes: counts.attributes ?? 0,
          })}
        </p>
      )}
      {problems.length > 0 && <p className="text-warn">{t('problems', { count: problems.length })}</p>}
      {skipped.length > 0 && (
        <>
          <p className="text-warn">{t('skipped', { count: skipped.length })}</p>
          <ul className="mt-1 max-h-32 overflow-y-auto">
            {skipped.slice(0, 50).map(({ path, reason }) => (
              <li key={`${path} ${reason}`}>
                <span className="break-all font-mono">{path}</span> {t(`reasons.${reason}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
