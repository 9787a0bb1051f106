'use client'

import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import type { Conversion } from '../../lib/dictionary/convertRecords.ts'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import { fittingFields, mapDictionaries } from '../../lib/dictionary/mapDictionaries.ts'
import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import { Button } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { controlClass } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import { dictionaryWorker } from './dictionaryWorker.ts'
import { FileWorkStatus } from './FileWorkStatus.tsx'
import { MappingTable } from './MappingTable.tsx'
import { QueryFailure } from './QueryFailure.tsx'
import { ReportView } from './ReportView.tsx'
import { namesOf, ResultActions } from './ResultActions.tsx'
import { releaseOptions } from './releaseOptions.ts'
import { useDocument } from './useDocument.ts'
import { useFileWork } from './useFileWork.ts'

/** Chooses what is converted into what; the pair may stand in the address. */
export function ConvertPanel({ releases }: { releases: readonly Release[] }) {
  const t = useTranslations('dictionaryData')
  const query = useSearchParams()
  const options = releaseOptions(releases)
  const known = (name: string, otherwise: string | undefined) =>
    options.find(({ value }) => value === query.get(name))?.value ?? otherwise ?? ''
  const [from, setFrom] = useState(() => known('from', options[0]?.value))
  const [to, setTo] = useState(() => known('to', options.find(({ value }) => value !== from)?.value))
  const source = useDocument(releases.find(({ number }) => String(number) === from))
  const target = useDocument(releases.find(({ number }) => String(number) === to))
  return (
    <div>
      <div className="grid gap-x-4 gap-y-3 border-line border-b p-4 sm:grid-cols-2">
        <Select
          label={t('source')}
          value={from}
          onChange={({ target: { value } }) => setFrom(value)}
          options={options}
        />
        <Select
          label={t('target')}
          value={to}
          onChange={({ target: { value } }) => setTo(value)}
          options={options.filter(({ value }) => value !== from)}
        />
      </div>
      {source.data && target.data ? (
        <Converter key={`${from} ${to}`} source={source.data} target={target.data} />
      ) : (
        <QueryFailure query={source.data ? target : source} />
      )}
    </div>
  )
}

type Result = Conversion & { lines: Blob; file: File }

function Converter({ source, target }: { source: Dictionary; target: Dictionary }) {
  const t = useTranslations('dictionaryData')
  const c = useTranslations('dictionaryConvert')
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  const [file, setFile] = useState<File>()
  const [result, setResult] = useState<Result>()
  const mapping = useMemo(() => mapDictionaries(source, target, chosen), [source, target, chosen])
  const work = useFileWork()
  const convert = async (from: File) => {
    setResult(undefined)
    const done = await work.start((options) =>
      dictionaryWorker().convert({ source, target, chosen: { ...chosen }, file: from }, options),
    )
    if (done) setResult({ ...done, file: from })
  }
  return (
    <div className="flex flex-col gap-4">
      <div className="grid items-end gap-3 px-4 pt-4 sm:grid-cols-[1fr_auto]">
        <label className="block">
          <span className="mb-1 block font-semibold text-sm">{t('file')}</span>
          <input
            type="file"
            accept=".jsonl,.ndjson,.json,.csv"
            disabled={work.busy}
            className={cx(controlClass, 'h-auto! py-1.5')}
            onChange={({ target: { files } }) => {
              setFile(files?.[0])
              setResult(undefined)
            }}
          />
        </label>
        <Button variant="primary" disabled={!file} busy={work.busy} onClick={() => file && convert(file)}>
          {t('start')}
        </Button>
      </div>
      <div className="flex flex-col gap-3 px-4 empty:hidden">
        <FileWorkStatus work={work} size={file?.size ?? 0} />
        {result && <Converted result={result} target={target} fields={mapping.rules.map(({ to }) => to)} />}
      </div>
      <p className="px-4 text-sm">
        {c('counts', {
          mapped: mapping.rules.length,
          unmapped: mapping.unmapped.length,
          missing: mapping.missing.length,
        })}{' '}
        {mapping.missing.length > 0 && (
          <span className="text-warn">{t('missing', { paths: mapping.missing.join(', ') })}</span>
        )}
      </p>
      <Homeless source={source} target={target} unmapped={mapping.unmapped} chosen={chosen} onChoose={setChosen} />
      <MappingTable mapping={mapping} />
    </div>
  )
}

function Converted({ result, target, fields }: { result: Result; target: Dictionary; fields: readonly string[] }) {
  const t = useTranslations('dictionaryData')
  const { records, empty, inexact, report, lines, file } = result
  const name = `${file.name.replace(/\.\w+$/, '')}.${target.id}.jsonl`
  return (
    <section aria-label={t('convert')} className="flex flex-col gap-3 rounded-md border border-line p-4">
      <p role="status" className="text-sm">
        <span className="font-bold">{t('done', { records, written: records - empty })}</span>{' '}
        {t('inexact', { count: inexact })} {empty > 0 && t('empty', { count: empty })}
      </p>
      <ResultActions lines={lines} name={name} known={{ dictionary: namesOf(target, fields) }} />
      <ReportView report={report} dictionary={target} name={name} />
    </section>
  )
}

type HomelessProps = {
  source: Dictionary
  target: Dictionary
  unmapped: readonly string[]
  chosen: Readonly<Record<string, string>>
  onChoose(chosen: Readonly<Record<string, string>>): void
}

/** Fields that nothing connects with the other dictionary: somebody who knows may say where they belong. */
function Homeless({ source, target, unmapped, chosen, onChoose }: HomelessProps) {
  const t = useTranslations('dictionaryData')
  const open = source.fields.filter(({ path }) => unmapped.includes(path) || path in chosen)
  const choices = open
    .map((field) => ({ field, fits: fittingFields(field, target) }))
    .filter(({ fits }) => fits.length > 0)
  if (choices.length === 0) return null
  return (
    <details className="mx-4 border-line border-t pt-3 text-sm">
      <summary className="cursor-pointer font-semibold">
        {t('choose')} ({choices.length})
      </summary>
      <p className="mt-1 text-muted">{t('chooseHow')}</p>
      <div className="mt-3 grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
        {choices.map(({ field: { path }, fits }) => (
          <Select
            key={path}
            label={path}
            value={chosen[path] ?? ''}
            onChange={({ target: { value } }) => {
              const { [path]: _, ...rest } = chosen
              onChoose(value === '' ? rest : { ...rest, [path]: value })
            }}
            options={[{ value: '', label: t('nowhere') }, ...fits.map((fit) => ({ value: fit.path, label: fit.path }))]}
          />
        ))}
      </div>
    </details>
  )
}
