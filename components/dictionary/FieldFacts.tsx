'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { Dictionary, Field } from '../../lib/dictionary/dictionarySchema.ts'
import { describeField } from '../../lib/dictionary/expectationsOf.ts'
import { formatUnit } from '../../lib/dictionary/formatUnit.ts'
import { findUnit } from '../../lib/dictionary/units.ts'
import { Badge } from '../ui/Badge.tsx'
import { CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { FieldHistory } from './FieldHistory.tsx'
import { FieldUses } from './FieldUses.tsx'
import { useWords } from './useWords.ts'

/** Everything about one field: what it means, what it takes, whose it is, where else it appears, and its history. */
export function FieldFacts({ dictionary, field }: { dictionary: Dictionary; field: Field }) {
  const t = useTranslations('dictionaryField')
  const locale = useLocale()
  const say = useWords()
  const unit = findUnit(field.unit ?? '')
  const role = Object.entries(dictionary.common).find(([, path]) => path === field.path)?.[0] as
    | keyof Dictionary['common']
    | undefined
  return (
    <div>
      <CardHeader
        title={say(field.title) || field.path}
        note={<span className="break-all font-mono">{field.path}</span>}
        action={
          <div className="flex flex-wrap gap-1">
            <Badge tone={field.class === 'disputed' ? 'warn' : 'accent'}>{t(`classes.${field.class}`)}</Badge>
            {field.privacy === 'private' && <Badge tone="warn">{t('private')}</Badge>}
            {field.required && <Badge>{t('required')}</Badge>}
            {role && <Badge tone="good">{t(`roles.${role}`)}</Badge>}
            {field.deprecated && <Badge tone="bad">{t('deprecated')}</Badge>}
          </div>
        }
      />
      <Facts>
        <Fact name={t('description')}>
          <span className="whitespace-pre-line">{say(field.description)}</span>
        </Fact>
        {field.deprecated && (
          <Fact name={t('deprecated')}>
            {say(field.deprecated.reason)}{' '}
            {field.deprecated.replacedBy && t('useInstead', { path: field.deprecated.replacedBy })}
          </Fact>
        )}
        <Fact name={t('kind')}>{t(`kinds.${field.kind}`)}</Fact>
        <Fact name={t('takes')}>{describeField(field)}</Fact>
        {unit && (
          <Fact name={t('unit')}>
            {formatUnit(unit.symbol)} · {locale === 'zh' ? unit.name.zh : unit.name.en}
          </Fact>
        )}
        {field.resolution !== undefined && <Fact name={t('resolution')}>{field.resolution}</Fact>}
        {field.mappings && (
          <Fact name={t('mappings')}>
            <ul>
              {field.mappings.map(({ standard, ref, version, unit: theirs }) => (
                <li key={`${standard} ${ref} ${version ?? ''}`}>
                  <span className="text-muted">{standard === 'dictionary' ? t('otherDictionary') : standard}</span>{' '}
                  <span className="break-all font-mono">{ref}</span> {theirs && `(${formatUnit(theirs)})`}
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {dictionary.vss !== undefined && field.path.startsWith('Vehicle.') && (
          <Fact name={t('vss')}>{t('vssName', { version: dictionary.vss })}</Fact>
        )}
        <FieldHistory dictionary={dictionary} field={field} />
        <FieldUses dictionary={dictionary} field={field} />
      </Facts>
    </div>
  )
}
