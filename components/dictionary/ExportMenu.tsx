'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type ExchangeFormat, exchangeFormats } from '../../lib/dictionary/createDictionaryApi.ts'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useTask } from '../wallet/useTask.ts'
import { dictionaryWorker } from './dictionaryWorker.ts'
import { saveFile } from './saveFile.ts'
import { useDictionaryFailure } from './useDictionaryFailure.ts'

const endings: Record<ExchangeFormat, string> = {
  json: 'json',
  vss: 'vss.json',
  vspec: 'vspec',
  jsonschema: 'schema.json',
  csv: 'csv',
  markdown: 'md',
}

/** The dictionary as a file, in the format that the next program reads. */
export function ExportMenu({ dictionary }: { dictionary: Dictionary | undefined }) {
  const t = useTranslations('dictionaryTransfer')
  const frame = useTranslations('frame')
  const say = useDictionaryFailure()
  const { busy, error, run } = useTask()
  const [isOpen, setOpen] = useState(false)
  const save = (format: ExchangeFormat) =>
    run(async () => {
      const text = await dictionaryWorker().export({ format, dictionary: dictionary! })
      saveFile(`${dictionary!.id}-${dictionary!.version}.${endings[format]}`, new Blob([text]))
      setOpen(false)
    })
  return (
    <>
      <Button size="sm" disabled={!dictionary} onClick={() => setOpen(true)}>
        <Download aria-hidden className="size-4" />
        {t('export')}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t('export')}
        description={t('exportHint')}
        closeLabel={frame('close')}
      >
        <ul className="flex flex-col gap-2">
          {exchangeFormats.map((format) => (
            <li key={format}>
              <Button className="w-full justify-between!" busy={busy} onClick={() => save(format)}>
                <span>{t(`formats.${format}`)}</span>
                <span className="font-mono text-muted text-xs">.{endings[format]}</span>
              </Button>
            </li>
          ))}
        </ul>
        <p role="alert" className="mt-2 text-bad text-sm empty:hidden">
          {error === undefined ? '' : say(error)}
        </p>
      </Dialog>
    </>
  )
}
