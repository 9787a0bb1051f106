'use client'

import { BookOpen, PenLine } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import type { DictionaryApi } from '../../lib/dictionary/createDictionaryApi.ts'
import { Button } from '../ui/Button.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { namesOf, ResultActions } from './ResultActions.tsx'
import { saveFile } from './saveFile.ts'
import { useDraftActions } from './useDrafts.ts'

export type Joined = Awaited<ReturnType<DictionaryApi['fuse']>>

/** What came of joining: how much of each file is in it, how it looks, and what can be done with it. */
export function JoinResult({ joined: { dictionary, report, lines, preview } }: { joined: Joined }) {
  const t = useTranslations('dictionaryData')
  const format = useFormatter()
  const router = useRouter()
  const { create } = useDraftActions()
  const files = report.sources.map(({ dataSet, used }) => t('madeFrom', { name: dataSet, used }))
  const known = {
    title: dictionary.title.en ?? dictionary.id,
    summary: t('made', { files: format.list(files) }),
    kind: 'fusion' as const,
    dictionary: namesOf(
      dictionary,
      dictionary.fields.map(({ path }) => path),
    ),
  }
  const json = () => JSON.stringify(dictionary, null, 2)
  return (
    <section aria-label={t('join')} className="mx-4 flex flex-col gap-4 rounded-md border border-line p-4">
      <p role="status" className="font-bold">
        {t('joined', { windows: report.windows })}
      </p>
      <ResultActions lines={lines} name={`${dictionary.id}.jsonl`} known={known}>
        <Button onClick={() => saveFile(`${dictionary.id}-${dictionary.version}.json`, new Blob([json()]))}>
          <BookOpen aria-hidden className="size-4" />
          {t('saveDictionary')}
        </Button>
        <Button
          onClick={async () => {
            const key = await create({ ...dictionary }, undefined)
            router.push(`/dictionary/edit?draft=${key}`)
          }}
        >
          <PenLine aria-hidden className="size-4" />
          {t('draft')}
        </Button>
      </ResultActions>
      <Table caption={t('usedOf')}>
        <thead>
          <tr>
            <Th>{t('fileName')}</Th>
            <Th align="right">{t('read')}</Th>
            <Th align="right">{t('used')}</Th>
            <Th align="right">{t('unplaced')}</Th>
          </tr>
        </thead>
        <tbody>
          {report.sources.map(({ dataSet, records, used, unplaced }) => (
            <Tr key={dataSet}>
              <Td className="font-mono">{dataSet}</Td>
              <Td align="right">{format.number(records)}</Td>
              <Td align="right">{format.number(used)}</Td>
              <Td align="right">{format.number(unplaced)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {report.renamed.length > 0 && (
        <div className="text-sm">
          <p>{t('renamed')}</p>
          <ul className="mt-1">
            {report.renamed.map(({ dataSet, path, as }) => (
              <li key={`${dataSet} ${path}`} className="break-all font-mono text-muted">
                {path} → {as}
              </li>
            ))}
          </ul>
        </div>
      )}
      {preview.length > 0 && (
        <div>
          <h3 className="mb-1 font-semibold text-sm">{t('preview')}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre tabIndex={0} className="max-h-72 overflow-auto rounded-md border border-line bg-page p-3 text-xs">
            {preview.map((record) => JSON.stringify(record, null, 2)).join('\n')}
          </pre>
        </div>
      )}
    </section>
  )
}
