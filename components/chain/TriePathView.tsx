'use client'

import { useTranslations } from 'next-intl'
import type { PathNode, TriePath } from '../../lib/light/describePath.ts'
import { cx } from '../ui/cx.ts'

/** The way from a root to a value, node by node: where it turns in each branch, and what the leaf ends with. */
export function TriePathView({ path, value }: { path: TriePath; value: string }) {
  const t = useTranslations('proof')
  return (
    <ol className="flex flex-col gap-1 text-xs">
      {path.nodes.map((node, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a node is its place on the way
        <li key={index} className="flex min-h-6 flex-wrap items-center gap-x-2">
          <span className="w-16 text-muted">{t(`node.${node.kind}`)}</span>
          {node.kind === 'branch' ? <Branch node={node} /> : <code className="font-mono">…{node.path.slice(-12)}</code>}
          <span className="ml-auto text-muted tabular">{t('bytes', { count: node.bytes })}</span>
        </li>
      ))}
      <li className="mt-1 border-line border-t pt-1.5 text-sm">
        <span className={cx('wrap-anywhere font-semibold', path.leads ? 'text-good' : 'text-muted')}>
          {path.leads ? value : t('absent')}
        </span>
      </li>
    </ol>
  )
}

const digits = Array.from({ length: 16 }, (_, digit) => digit)

/** Sixteen places; the filled ones lead on, and the way goes through one of them. */
function Branch({ node }: { node: Extract<PathNode, { kind: 'branch' }> }) {
  const t = useTranslations('proof')
  const name = t('branch', { filled: node.filled.length, taken: node.taken.toString(16) })
  return (
    <span role="img" aria-label={name} className="flex font-mono leading-none">
      {digits.map((digit) => {
        const isTaken = digit === node.taken
        const isFilled = node.filled.includes(digit)
        return (
          <span
            key={digit}
            className={cx(
              'grid h-5 place-items-center border-line border-y border-r first:border-l',
              isTaken ? 'w-4 bg-accent text-on-accent' : cx('w-2', isFilled ? 'bg-line' : 'bg-surface'),
            )}
          >
            {isTaken && digit.toString(16)}
          </span>
        )
      })}
    </span>
  )
}
