'use client'

import { useTranslations } from 'next-intl'
import { isFoundKind } from '../../lib/explorer/foundKinds.ts'
import type { FoundRow } from '../../lib/explorer/IndexRows.ts'
import { Badge } from '../ui/Badge.tsx'
import { Card } from '../ui/Card.tsx'

/** What the typed text may mean, best first. */
export function FoundList({ rows, onOpen }: { rows: readonly FoundRow[]; onOpen(row: FoundRow): void }) {
  const t = useTranslations('found')
  return (
    <Card className="mt-2">
      <p role="status" className="sr-only">
        {t('count', { count: rows.length })}
      </p>
      <ul aria-label={t('title')} className="max-h-72 divide-y divide-line overflow-y-auto">
        {rows.map((row) => (
          <li key={`${row.kind} ${row.target}`}>
            <button
              type="button"
              onClick={() => onOpen(row)}
              className="flex w-full items-center gap-3 px-4 py-2 text-left text-sm hover:bg-page focus-visible:-outline-offset-2"
            >
              <span className="w-32 shrink-0">
                <Badge>{isFoundKind(row.kind) ? t(`kinds.${row.kind}`) : row.kind}</Badge>
              </span>
              <span className="min-w-0 truncate">
                {isNumbered(row.kind) ? `${row.target} · ${row.label}` : row.label}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** What leads to a block says which one. */
function isNumbered(kind: string): boolean {
  return kind === 'block' || kind.endsWith('Root')
}
