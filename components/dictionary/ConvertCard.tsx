'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import { mapDictionaries } from '../../lib/dictionary/mapDictionaries.ts'
import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import { Badge } from '../ui/Badge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Select } from '../ui/Select.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { QueryFailure } from './QueryFailure.tsx'
import { useDocument } from './useDocument.ts'

/** What data of this dictionary becomes in another one, and where something is lost. */
export function ConvertCard({ dictionary, releases }: { dictionary: Dictionary; releases: readonly Release[] }) {
  const t = useTranslations('dictionaryConvert')
  const others = releases.filter(({ id, version }) => id !== dictionary.id || version !== dictionary.version)
  const [chosen, setChosen] = useState(others[0]?.number)
  const other = others.find(({ number }) => number === chosen)
  const document = useDocument(other)
  const mapping = useMemo(
    () => document.data && mapDictionaries(dictionary, document.data),
    [dictionary, document.data],
  )
  if (!other) return <EmptyState title={t('nothing')} />
  return (
    <div>
      <div className="border-line border-b p-4">
        <Select
          label={t('into')}
          className="max-w-sm"
          value={String(chosen)}
          onChange={({ target }) => setChosen(Number(target.value))}
          options={others.map(({ number, id, version }) => ({ value: String(number), label: `${id} ${version}` }))}
        />
        {mapping && (
          <p className="mt-2 text-sm">
            {t('counts', {
              mapped: mapping.rules.length,
              unmapped: mapping.unmapped.length,
              missing: mapping.missing.length,
            })}
          </p>
        )}
      </div>
      {!mapping ? (
        <QueryFailure query={document} />
      ) : (
        <Table caption={t('rules')}>
          <thead>
            <tr>
              <Th>{t('from')}</Th>
              <Th>{t('to')}</Th>
              <Th>{t('how')}</Th>
              <Th>{t('loss')}</Th>
            </tr>
          </thead>
          <tbody>
            {mapping.rules.map((rule) => (
              <Tr key={rule.from}>
                <Td className="font-mono">{rule.from}</Td>
                <Td className="font-mono">{rule.to}</Td>
                <Td>
                  {t(`via.${rule.via}`)}{' '}
                  {rule.fromUnit !== rule.toUnit && `${rule.fromUnit ?? '—'} → ${rule.toUnit ?? '—'}`}
                </Td>
                <Td>
                  {rule.isExact ? (
                    <Badge tone="good">{t('exact')}</Badge>
                  ) : (
                    (rule.losses.length > 0 ? rule.losses : (['inexact'] as const)).map((loss) => (
                      <Badge key={loss} tone="warn">
                        {t(`losses.${loss}`)}
                      </Badge>
                    ))
                  )}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  )
}
