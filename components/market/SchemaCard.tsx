'use client'

import { useTranslations } from 'next-intl'
import type { Field } from '../../lib/dictionary/dictionarySchema.ts'
import { formatUnit } from '../../lib/dictionary/formatUnit.ts'
import { findUnit } from '../../lib/dictionary/units.ts'
import type { Description } from '../../lib/market/descriptionSchema.ts'
import { useDocument } from '../dictionary/useDocument.ts'
import { useReleases } from '../dictionary/useReleases.ts'
import { useWords } from '../dictionary/useWords.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'

/** What a record holds: each field with its meaning and unit, from the published dictionary that the seller names. */
export function SchemaCard({ dictionary }: { dictionary: NonNullable<Description['dictionary']> }) {
  const t = useTranslations('market')
  const say = useWords()
  const releases = useReleases()
  const release = releases.data?.find(({ id, version }) => id === dictionary.id && version === dictionary.version)
  const document = useDocument(release)
  const known = new Map<string, Field>(document.data?.fields.map((field) => [field.path, field]))
  const { fields = [] } = dictionary
  return (
    <Card>
      <CardHeader
        title={t('schema')}
        note={t('schemaNote', { count: fields.length })}
        action={
          release && (
            <PageLink href={`/dictionary/view?release=${release.number}`} className="link text-sm">
              {t('schemaOf', { id: dictionary.id, version: dictionary.version })}
            </PageLink>
          )
        }
      />
      <Table caption={t('schema')}>
        <thead>
          <tr>
            <Th>{t('field')}</Th>
            <Th>{t('unit')}</Th>
            <Th>{t('meaning')}</Th>
          </tr>
        </thead>
        <tbody>
          {fields.map((path) => {
            const field = known.get(path)
            return (
              <Tr key={path}>
                <Td className="align-top">
                  <span className="block font-semibold">{say(field?.title) || lastOf(path)}</span>
                  <span className="font-mono text-muted text-xs">{path}</span>
                </Td>
                <Td className="align-top">{formatUnit(findUnit(field?.unit ?? '')?.symbol ?? field?.unit ?? '')}</Td>
                <Td className="min-w-64 whitespace-normal align-top">{say(field?.description)}</Td>
              </Tr>
            )
          })}
        </tbody>
      </Table>
      {releases.data && !release && <p className="px-4 py-2 text-sm text-warn">{t('schemaUnknown')}</p>}
    </Card>
  )
}

const lastOf = (path: string) => path.split('.').at(-1) ?? path
