'use client'

import { useQueries } from '@tanstack/react-query'
import { FilePlus2, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Input } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import { dictionaryWorker } from './dictionaryWorker.ts'
import { FileWorkStatus } from './FileWorkStatus.tsx'
import { CheckField } from './formParts.tsx'
import { type Joined, JoinResult } from './JoinResult.tsx'
import { releaseOptions } from './releaseOptions.ts'
import { useDocumentOptions } from './useDocument.ts'
import { useFileWork } from './useFileWork.ts'

type Chosen = { key: number; file: File; release: string }
const windows = [1, 5, 10, 60, 300, 3600]

/** Joins files on time, and where wanted on car and place, into a new data set with a dictionary of its own. */
export function JoinPanel({ releases }: { releases: readonly Release[] }) {
  const t = useTranslations('dictionaryData')
  const options = releaseOptions(releases)
  const [sources, setSources] = useState<readonly Chosen[]>([])
  const [seconds, setSeconds] = useState('10')
  const [join, setJoin] = useState<'inner' | 'outer'>('inner')
  const [byVehicle, setByVehicle] = useState(false)
  const [byPlace, setByPlace] = useState(false)
  const [cell, setCell] = useState('0.01')
  const [id, setId] = useState('joined')
  const [title, setTitle] = useState('')
  const [result, setResult] = useState<Joined>()
  const documentOptions = useDocumentOptions()
  const documents = useQueries({
    queries: sources.map(({ release }) => documentOptions(releases.find(({ number }) => String(number) === release))),
  })
  const work = useFileWork()
  const isReady = sources.length >= 2 && documents.every(({ data }) => data) && /^[a-z][a-z0-9-]*$/.test(id)
  const start = async () => {
    setResult(undefined)
    const done = await work.start((callOptions) =>
      dictionaryWorker().fuse(
        {
          sources: sources.map(({ file }, index) => ({ name: file.name, file, dictionary: documents[index]!.data! })),
          options: {
            id,
            title: title || id,
            windowMs: Number(seconds) * 1_000,
            join,
            byVehicle,
            ...(byPlace && { cellDegrees: Number(cell) }),
          },
        },
        callOptions,
      ),
    )
    if (done) setResult(done)
  }
  return (
    <div className="flex flex-col gap-4 pb-4">
      <Sources sources={sources} options={options} isBusy={work.busy} onChange={setSources} />
      <form
        className="grid items-start gap-x-4 gap-y-3 px-4 sm:grid-cols-2 lg:grid-cols-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) void start()
        }}
      >
        <Select
          label={t('window')}
          value={seconds}
          onChange={({ target }) => setSeconds(target.value)}
          options={windows.map((value) => ({
            value: String(value),
            label: value < 60 ? t('windows', { seconds: value }) : t('minutes', { minutes: value / 60 }),
          }))}
        />
        <Select
          label={t('keep')}
          value={join}
          onChange={({ target }) => setJoin(target.value as typeof join)}
          options={[
            { value: 'inner', label: t('inner') },
            { value: 'outer', label: t('outer') },
          ]}
        />
        <div>
          <CheckField label={t('byVehicle')} checked={byVehicle} onChange={setByVehicle} />
          <CheckField label={t('byPlace')} checked={byPlace} onChange={setByPlace} />
        </div>
        {byPlace && (
          <Input
            label={t('cell')}
            type="number"
            min="0.0001"
            max="10"
            step="any"
            required
            value={cell}
            onChange={({ target }) => setCell(target.value)}
          />
        )}
        <Input
          className="sm:col-span-2 lg:col-start-1"
          label={t('name')}
          hint={t('nameHint')}
          mono
          required
          autoComplete="off"
          value={id}
          onChange={({ target }) => setId(target.value)}
        />
        <Input
          className="sm:col-span-2"
          label={t('titleLabel')}
          autoComplete="off"
          value={title}
          onChange={({ target }) => setTitle(target.value)}
        />
        <div className="sm:col-span-2 lg:col-span-4">
          <Button type="submit" variant="primary" disabled={!isReady} busy={work.busy}>
            {t('startJoin')}
          </Button>
        </div>
      </form>
      <div className="flex flex-col gap-3 px-4 empty:hidden">
        <FileWorkStatus work={work} size={sources.reduce((sum, { file }) => sum + file.size, 0)} />
      </div>
      {result && <JoinResult joined={result} />}
    </div>
  )
}

type SourcesProps = {
  sources: readonly Chosen[]
  options: readonly { value: string; label: string }[]
  isBusy: boolean
  onChange(sources: readonly Chosen[]): void
}

function Sources({ sources, options, isBusy, onChange }: SourcesProps) {
  const t = useTranslations('dictionaryData')
  const input = useRef<HTMLInputElement>(null)
  const next = useRef(0)
  const add = (files: readonly File[]) =>
    onChange([...sources, ...files.map((file) => ({ key: next.current++, file, release: guess(file.name, options) }))])
  return (
    <section aria-label={t('sources')} className="border-line border-b">
      <div className="flex flex-wrap items-center justify-between gap-2 px-4 py-3">
        <div>
          <h2 className="font-bold">{t('sources')}</h2>
          <p className="text-muted text-sm">{t('sourcesHow')}</p>
        </div>
        <Button size="sm" disabled={isBusy} onClick={() => input.current?.click()}>
          <FilePlus2 aria-hidden className="size-4" />
          {t('add')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          multiple
          accept=".jsonl,.ndjson,.json,.csv"
          aria-label={t('add')}
          onChange={({ target }) => {
            add([...(target.files ?? [])])
            target.value = ''
          }}
        />
      </div>
      {sources.length === 0 ? (
        <EmptyState title={t('noFiles')}>{t('fileHint')}</EmptyState>
      ) : (
        <ul className="divide-y divide-line border-line border-t">
          {sources.map((source) => (
            <li key={source.key} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
              <span className="min-w-0 flex-1 basis-40 break-all font-mono text-sm">{source.file.name}</span>
              <Select
                label={t('dictionaryOf', { name: source.file.name })}
                hideLabel
                className="w-56 max-w-full"
                disabled={isBusy}
                value={source.release}
                onChange={({ target }) =>
                  onChange(sources.map((each) => (each === source ? { ...each, release: target.value } : each)))
                }
                options={options}
              />
              <Button
                size="sm"
                variant="quiet"
                disabled={isBusy}
                aria-label={t('remove', { name: source.file.name })}
                onClick={() => onChange(sources.filter((each) => each !== source))}
              >
                <Trash2 aria-hidden className="size-4" />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Files made here carry the name of their dictionary. */
function guess(name: string, options: SourcesProps['options']): string {
  return (
    (
      options.find(({ label }) => name.includes(label.split(' ')[0]!)) ??
      options.find(({ label }) => label.startsWith('driving ')) ??
      options[0]
    )?.value ?? ''
  )
}
