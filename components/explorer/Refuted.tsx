'use client'

import { useTranslations } from 'next-intl'
import type { ReadProof } from '../../lib/light/ReadProof.ts'
import { Td, Tr } from '../ui/Table.tsx'
import { RowShield } from './RowShield.tsx'

/** Stands in the place of a row that the chain refutes: what the index said is not shown as a fact. */
export function Refuted({
  columns,
  error,
  query,
}: {
  columns: number
  error: Error
  query: { readonly proof: ReadProof }
}) {
  const t = useTranslations('list')
  return (
    <Tr>
      <Td colSpan={columns - 1}>
        <span role="alert" className="font-semibold text-bad">
          {t('refuted')}
        </span>{' '}
        <span className="font-mono text-muted text-xs">{error.name}</span>
      </Td>
      <Td>
        <RowShield query={query} />
      </Td>
    </Tr>
  )
}
