'use client'

import { useTranslations } from 'next-intl'
import { formatUnit } from '../../lib/dictionary/formatUnit.ts'
import type { DictionaryMapping } from '../../lib/dictionary/mapDictionaries.ts'
import { Badge } from '../ui/Badge.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'

/** Which field becomes which, why, and what is lost on the way. */
export function MappingTable({ mapping }: { mapping: DictionaryMapping }) {
  const t = useTranslations('dictionaryConvert')
  return (
    <Table caption={t('rules')}>
      <thead>
        <tr>
          <Th>{t('from')}</Th>
          <Th className="hidden sm:table-cell">{t('to')}</Th>
          <Th>{t('how')}</Th>
          <Th>{t('loss')}</Th>
        </tr>
      </thead>
      <tbody>
        {mapping.rules.map((rule) => (
          <Tr key={rule.from}>
            <Td className="wrap-anywhere whitespace-normal font-mono">
              {rule.from}
              {rule.to !== rule.from && <span className="block text-muted sm:hidden">→ {rule.to}</span>}
            </Td>
            <Td className="wrap-anywhere hidden whitespace-normal font-mono sm:table-cell">{rule.to}</Td>
            <Td>
              {t(`via.${rule.via}`)}{' '}
              {rule.fromUnit !== rule.toUnit &&
                `${formatUnit(rule.fromUnit ?? '—')} → ${formatUnit(rule.toUnit ?? '—')}`}
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
  )
}
