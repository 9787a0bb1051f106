'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import type { CodeCheck, ContractSource } from '../../lib/explorer/ContractSource.ts'
import { RowShield } from '../explorer/RowShield.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Select } from '../ui/Select.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useContractSource } from './useContractSource.ts'

/** The source of a contract, and whether the code on the chain is what it compiles to. */
export function SourceCard({ address, source: name }: { address: Address; source: string }) {
  const t = useTranslations('contracts')
  const query = useContractSource(name)
  const source = query.data
  const check = useChainQuery({
    queryKey: ['codeCheck', address, name],
    queryFn: async (client) => {
      const [{ getCode }, { compareCode }] = await Promise.all([
        import('viem/actions'),
        import('../../lib/explorer/ContractSource.ts'),
      ])
      return compareCode((await getCode(client, { address })) ?? '0x', source!)
    },
    enabled: source !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Card>
      <CardHeader title={t('sourceOf', { name })} action={<RowShield query={check} />} />
      {source ? (
        <>
          <Facts>
            <Fact name={t('check')}>{check.data ? <Verdict check={check.data} /> : <Skeleton className="w-56" />}</Fact>
            <Fact name={t('purpose')}>{source.notice || '–'}</Fact>
            <Fact name={t('compiler')}>
              solc {source.compiler} · {describeSettings(source.settings)}
            </Fact>
          </Facts>
          <Files source={source} />
        </>
      ) : query.error ? (
        <ErrorState title={t('noSource')} name={query.error.name} />
      ) : (
        <Skeleton className="m-4 w-60" />
      )}
    </Card>
  )
}

function Verdict({ check }: { check: CodeCheck }) {
  const t = useTranslations('contracts')
  const format = useFormatter()
  if (check.kind === 'same') {
    return (
      <span className="flex flex-wrap items-center gap-x-2">
        <CircleCheck aria-hidden className="size-4 text-good" />
        <span className="font-semibold text-good">{t('same')}</span>
        <span className="text-muted">
          {t('sameWhy', { size: format.number(check.size), count: check.immutables.length })}
        </span>
      </span>
    )
  }
  return (
    <span role="alert" className="flex flex-wrap items-center gap-x-2">
      <CircleAlert aria-hidden className="size-4 text-bad" />
      <span className="font-semibold text-bad">{t('other')}</span>
      <span className="text-muted">{t('otherWhy', { count: format.number(check.differing) })}</span>
    </span>
  )
}

function Files({ source }: { source: ContractSource }) {
  const t = useTranslations('contracts')
  const [path, setPath] = useState(source.sources[0] ?? '')
  const query = useQuery({
    queryKey: ['sourceFile', path],
    queryFn: async () => {
      const { fetchSourceFile } = await import('../../lib/explorer/ContractSource.ts')
      return fetchSourceFile(path, { fetch: window.fetch.bind(window) })
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <div className="flex flex-col gap-3 border-line border-t p-4">
      <Select
        label={t('file', { count: source.sources.length })}
        value={path}
        onChange={({ target }) => setPath(target.value)}
        options={source.sources.map((one) => ({ value: one, label: one.replace(/^sources\//, '') }))}
        className="max-w-xl"
      />
      <section
        aria-label={path}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="h-112 max-h-[70vh] overflow-auto rounded-md border border-line bg-page"
      >
        {query.data !== undefined ? (
          <Lines text={query.data} />
        ) : query.error ? (
          <ErrorState title={t('noSource')} name={query.error.name} />
        ) : (
          <Skeleton className="m-4 w-60" />
        )}
      </section>
    </div>
  )
}

function Lines({ text }: { text: string }) {
  return (
    <pre className="p-3 font-mono text-xs leading-5">
      {text.split('\n').map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
        <span key={index} className="block">
          <span aria-hidden className="mr-4 inline-block w-8 select-none text-right text-muted">
            {index + 1}
          </span>
          <Code line={line} />
        </span>
      ))}
    </pre>
  )
}

/** Comments recede, so that the eye finds the code. */
function Code({ line }: { line: string }) {
  const at = /^\s*(\/\/|\/?\*)/.test(line) ? 0 : line.indexOf('//')
  if (at < 0) return line
  return (
    <>
      {line.slice(0, at)}
      <span className="text-muted">{line.slice(at)}</span>
    </>
  )
}

function describeSettings(settings: ContractSource['settings']): string {
  const { evmVersion, optimizer } = settings as {
    evmVersion?: string
    optimizer?: { enabled?: boolean; runs?: number }
  }
  return [evmVersion, optimizer?.enabled && `optimizer, ${optimizer.runs} runs`].filter(Boolean).join(', ')
}
