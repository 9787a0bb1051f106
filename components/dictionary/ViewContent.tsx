'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import { nextVersion } from '../../lib/dictionary/version.ts'
import { Hash } from '../chain/Hash.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'
import { CompareCard } from './CompareCard.tsx'
import { ConvertCard } from './ConvertCard.tsx'
import { DeprecateCard } from './DeprecateCard.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { FieldBrowser } from './FieldBrowser.tsx'
import { FieldFacts } from './FieldFacts.tsx'
import { QueryFailure } from './QueryFailure.tsx'
import { TryData } from './TryData.tsx'
import { useDocument } from './useDocument.ts'
import { useDraftActions } from './useDrafts.ts'
import { useReleases } from './useReleases.ts'
import { useWords } from './useWords.ts'
import { VerifiedMark } from './VerifiedMark.tsx'

/** One published version: its fields, its history, data tried against it. */
export function ViewContent() {
  const t = useTranslations('dictionaryView')
  const say = useWords()
  const number = Number(useSearchParams().get('release'))
  const releases = useReleases()
  const release = releases.data?.find((known) => known.number === number)
  const document = useDocument(release)
  const title =
    document.data && release ? t('titleOf', { title: say(document.data.title), version: release.version }) : t('title')
  return (
    <>
      <PageHeader
        title={title}
        tabTitle={title}
        purpose={say(document.data?.description) || t('purpose')}
        help="dictionary"
        mark={<VerifiedMark proof={releases.proof} isChecked={document.data !== undefined} />}
      >
        {document.data && release && <ReleaseActions dictionary={document.data} release={release} />}
      </PageHeader>
      {releases.data && !release ? (
        <Card>
          <EmptyState title={t('missing')}>{t('missingWhy')}</EmptyState>
        </Card>
      ) : !release ? (
        <QueryFailure query={releases} />
      ) : !document.data ? (
        <QueryFailure query={document} rows={8} />
      ) : (
        <ReleaseBody key={release.number} dictionary={document.data} release={release} releases={releases.data ?? []} />
      )}
    </>
  )
}

function ReleaseActions({ dictionary, release }: { dictionary: Dictionary; release: Release }) {
  const t = useTranslations('dictionaryView')
  const router = useRouter()
  const { create } = useDraftActions()
  const begin = async () => {
    const value = { ...dictionary, version: nextVersion(dictionary.version, 'patch') }
    router.push(`/dictionary/edit?draft=${await create(value, release.number)}`)
  }
  return (
    <>
      <ExportMenu dictionary={dictionary} />
      <Button size="sm" variant="primary" onClick={begin}>
        {t('draft')}
      </Button>
    </>
  )
}

type BodyProps = { dictionary: Dictionary; release: Release; releases: readonly Release[] }

function ReleaseBody({ dictionary, release, releases }: BodyProps) {
  const t = useTranslations('dictionaryView')
  const replacement = releases.find(({ number }) => number === release.replacement)
  return (
    <div className="flex flex-col gap-6">
      {release.isDeprecated && (
        <Banner tone="warn" title={t('deprecated')}>
          {replacement ? t('replacedBy', { id: replacement.id, version: replacement.version }) : t('notReplaced')}
        </Banner>
      )}
      <Card>
        <Tabs
          label={t('parts')}
          tabs={[
            { id: 'fields', label: t('fields'), content: <Browse dictionary={dictionary} release={release} /> },
            { id: 'about', label: t('about'), content: <About dictionary={dictionary} release={release} /> },
            {
              id: 'compare',
              label: t('compare'),
              content: <CompareCard dictionary={dictionary} release={release} releases={releases} />,
            },
            { id: 'try', label: t('try'), content: <TryData dictionary={dictionary} /> },
            {
              id: 'convert',
              label: t('convert'),
              content: <ConvertCard dictionary={dictionary} from={release.number} releases={releases} />,
            },
            {
              id: 'deprecate',
              label: t('deprecate'),
              content: <DeprecateCard release={release} releases={releases} />,
            },
          ]}
        />
      </Card>
    </div>
  )
}

function Browse({ dictionary, release }: { dictionary: Dictionary; release: Release }) {
  const t = useTranslations('dictionaryView')
  const wanted = useSearchParams().get('field')
  const [selected, setSelected] = useState(() => {
    const found = dictionary.fields.findIndex(({ path }) => path === wanted)
    return found < 0 ? undefined : found
  })
  const select = (index: number) => {
    setSelected(index)
    const field = dictionary.fields[index]
    const place = new URL(window.location.href)
    if (field) place.searchParams.set('field', field.path)
    window.history.replaceState(null, '', place)
  }
  const field = selected === undefined ? undefined : dictionary.fields[selected]
  return (
    <div className="grid *:min-w-0 lg:grid-cols-2">
      <div className="border-line lg:border-r">
        <FieldBrowser
          dictionary={dictionary}
          searchKey={`release ${release.number}`}
          selected={selected}
          onSelect={select}
        />
      </div>
      <div aria-live="polite" className="border-line border-t lg:border-t-0">
        {field ? (
          <FieldFacts key={field.path} dictionary={dictionary} field={field} />
        ) : (
          <EmptyState title={t('choose')}>{t('chooseHow')}</EmptyState>
        )}
      </div>
    </div>
  )
}

function About({ dictionary, release }: { dictionary: Dictionary; release: Release }) {
  const t = useTranslations('dictionaryView')
  const roles = useTranslations('dictionaryField.roles')
  return (
    <>
      <CardHeader title={t('about')} />
      <Facts>
        <Fact name={t('name')}>
          <span className="font-mono">{dictionary.id}</span>
        </Fact>
        <Fact name={t('version')}>{dictionary.version}</Fact>
        <Fact name={t('release')}>{release.number}</Fact>
        <Fact name={t('published')}>
          <TimeAgo timestampMs={release.publishedAtMs} />
        </Fact>
        {dictionary.vss !== undefined && <Fact name={t('vss')}>{t('vssWords', { version: dictionary.vss })}</Fact>}
        <Fact name={t('common')}>
          <ul>
            {Object.entries(dictionary.common).map(([role, path]) => (
              <li key={role}>
                {roles(role as keyof Dictionary['common'])}: <span className="break-all font-mono">{path}</span>
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name={t('cid')}>
          <Hash value={release.cid} what={t('cid')} />
        </Fact>
        <Fact name={t('hash')}>
          <Hash value={release.hash} what={t('hash')} />
        </Fact>
      </Facts>
    </>
  )
}
