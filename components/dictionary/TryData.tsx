'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import { exampleRecord } from '../../lib/dictionary/exampleRecord.ts'
import type { ValidationReport } from '../../lib/dictionary/ValidationReport.ts'
import { Button } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { controlClass } from '../ui/Input.tsx'
import { Progress } from '../ui/Progress.tsx'
import { useTask } from '../wallet/useTask.ts'
import { dictionaryWorker } from './dictionaryWorker.ts'
import { ReportView } from './ReportView.tsx'
import { useDictionaryFailure } from './useDictionaryFailure.ts'

const validateTimeoutMs = 3_600_000

/** One's own data against the dictionary: a record typed by hand, checked as one types, or a whole file. */
export function TryData({ dictionary }: { dictionary: Dictionary }) {
  const t = useTranslations('dictionaryTry')
  const say = useDictionaryFailure()
  const { busy, error, run, clear } = useTask()
  const [report, setReport] = useState<ValidationReport>()
  const [file, setFile] = useState<File>()
  const [bytes, setBytes] = useState(0)
  const stopping = useRef<AbortController>(undefined)
  useEffect(() => dictionaryWorker().on('progress', (progress) => setBytes(progress.bytes)), [])
  useEffect(() => () => stopping.current?.abort(), [])
  const check = (chosen: File) => {
    setFile(chosen)
    setReport(undefined)
    setBytes(0)
    stopping.current = new AbortController()
    const options = { signal: stopping.current.signal, timeoutMs: validateTimeoutMs }
    return run(async () => setReport(await dictionaryWorker().validate({ dictionary, file: chosen }, options)))
  }
  return (
    <div className="grid gap-6 p-4 *:min-w-0 lg:grid-cols-2">
      <Example dictionary={dictionary} />
      <div className="flex flex-col gap-3">
        <label className="block">
          <span className="mb-1 block font-semibold text-sm">{t('file')}</span>
          <input
            type="file"
            accept=".jsonl,.ndjson,.json,.csv"
            disabled={busy}
            className={cx(controlClass, 'h-auto! py-1.5')}
            onChange={({ target }) => {
              const [chosen] = target.files ?? []
              if (chosen) void check(chosen)
              target.value = ''
            }}
          />
          <span className="mt-1 block text-muted text-sm">{t('fileHint')}</span>
        </label>
        {busy && file && (
          <div className="flex items-end gap-3">
            <div className="flex-1">
              <Progress
                label={t('checking', { name: file.name })}
                value={file.size > 0 ? Math.min(1, bytes / file.size) : undefined}
              />
            </div>
            <Button size="sm" onClick={() => stopping.current?.abort()}>
              {t('stop')}
            </Button>
          </div>
        )}
        {error !== undefined && (
          <p role="alert" className="text-bad text-sm">
            {say(error)}{' '}
            <button type="button" className="link" onClick={clear}>
              {t('dismiss')}
            </button>
          </p>
        )}
        {report && file && !busy && <ReportView report={report} dictionary={dictionary} name={file.name} />}
      </div>
    </div>
  )
}

function Example({ dictionary }: { dictionary: Dictionary }) {
  const t = useTranslations('dictionaryTry')
  const say = useDictionaryFailure()
  const [typed, setTyped] = useState<string>()
  const text = typed ?? JSON.stringify(exampleRecord(dictionary), null, 2)
  const [answer, setAnswer] = useState<{ report?: ValidationReport; error?: unknown }>()
  useEffect(() => {
    const controller = new AbortController()
    dictionaryWorker()
      .validateExample({ dictionary, text }, { signal: controller.signal })
      .then(
        (report) => setAnswer({ report }),
        (error: unknown) => !controller.signal.aborted && setAnswer({ error }),
      )
    return () => controller.abort()
  }, [dictionary, text])
  return (
    <div className="flex flex-col gap-3">
      <label className="block">
        <span className="mb-1 block font-semibold text-sm">{t('example')}</span>
        <textarea
          value={text}
          spellCheck={false}
          rows={12}
          className={cx(controlClass, 'h-auto! py-2 font-mono text-sm')}
          onChange={({ target }) => setTyped(target.value)}
        />
        <span className="mt-1 block text-muted text-sm">{t('exampleHint')}</span>
      </label>
      <div role="status" className="text-sm">
        {answer?.error !== undefined ? (
          <p className="text-bad">{say(answer.error)}</p>
        ) : answer?.report?.isValid ? (
          <p className="font-semibold text-good">{t('good')}</p>
        ) : (
          answer?.report && <ReportView report={answer.report} dictionary={dictionary} isShort />
        )}
      </div>
    </div>
  )
}
