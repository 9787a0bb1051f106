'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { TraceNode } from '../../lib/explorer/readTrace.ts'
import { AddressLink } from '../explorer/AddressLink.tsx'
import { RowShield } from '../explorer/RowShield.tsx'
import english from '../i18n/messages/en/transaction.json'
import { Words } from '../i18n/Words.tsx'
import { Amount } from '../ui/Amount.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useTrace } from './useTrace.ts'

/** The calls that a transaction made, one inside the other. */
export function TraceCard({ hash }: { hash: Hex }) {
  return (
    <Words english={english}>
      <Trace hash={hash} />
    </Words>
  )
}

function Trace({ hash }: { hash: Hex }) {
  const t = useTranslations('transaction')
  const query = useTrace(hash)
  return (
    <Card>
      <CardHeader title={t('trace')} note={t('rerun')} action={<RowShield query={query} />} />
      {query.data ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section aria-label={t('trace')} tabIndex={0} className="overflow-x-auto p-4">
          <ol className="min-w-max">
            <Branch node={query.data.root} />
          </ol>
        </section>
      ) : query.error ? (
        <ErrorState title={t('traceFailed')} name={query.error.name}>
          {t('pruned')}
        </ErrorState>
      ) : (
        <Skeleton className="m-4 w-60" />
      )}
    </Card>
  )
}

function Branch({ node }: { node: TraceNode }) {
  const t = useTranslations('transaction')
  const format = useFormatter()
  return (
    <li>
      <div className="flex items-center gap-2 py-1 text-sm">
        <Badge tone={node.failure ? 'bad' : 'neutral'}>{node.kind}</Badge>
        {node.to ? <AddressLink address={node.to} /> : t('newContract')}
        {node.functionName && <code className="font-mono font-semibold">.{node.functionName}</code>}
        {node.arguments.length > 0 && (
          <code className="max-w-96 truncate font-mono text-muted text-xs" title={textOf(node)}>
            ({textOf(node)})
          </code>
        )}
        {node.valueWei > 0n && <Amount value={node.valueWei} decimals={18} unit={t('coin')} />}
        <span className="text-muted text-xs tabular">{t('gas', { gas: format.number(node.gasUsed) })}</span>
        {node.failure && <code className="font-mono text-bad text-xs">{node.failure}</code>}
      </div>
      {node.calls.length > 0 && (
        <ol className="ml-3 border-line border-l pl-4">
          {node.calls.map((call, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a call is its place
            <Branch key={index} node={call} />
          ))}
        </ol>
      )}
    </li>
  )
}

function textOf(node: TraceNode): string {
  return node.arguments.map(({ name, text }) => (name ? `${name}: ${text}` : text)).join(', ')
}
