'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { lazy, Suspense } from 'react'
import { checkVersion } from '../../lib/dictionary/checkVersion.ts'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { ChangesList } from './ChangesList.tsx'
import { dictionaryWorker } from './dictionaryWorker.ts'
import { QueryFailure } from './QueryFailure.tsx'
import { useDictionaryFailure } from './useDictionaryFailure.ts'
import { useDiff } from './useDiff.ts'
import { useDocument } from './useDocument.ts'
import { useRegistryAction } from './useRegistryAction.ts'

const WalletNeeded = lazy(async () => ({ default: (await import('./WalletNeeded.tsx')).WalletNeeded }))

/** What will be proposed, against what is published, and the step itself: store the document, then name it on chain. */
export function ProposePanel({ dictionary, releases }: { dictionary: Dictionary; releases: readonly Release[] }) {
  const t = useTranslations('dictionaryPropose')
  const say = useDictionaryFailure()
  const latest = releases.find(({ id }) => id === dictionary.id)
  const published = useDocument(latest)
  const diff = useDiff(published.data, dictionary)
  if (latest && !published.data) return <QueryFailure query={published} />
  const failure = published.data
    ? failureOf(published.data, dictionary)
    : dictionary.version === '1.0.0'
      ? undefined
      : t('firstIs')
  const isOther = diff.data?.nextVersion !== latest?.version
  const reason = failure instanceof Error ? say(failure) : failure
  return (
    <div>
      {reason !== undefined ? (
        <Banner tone="warn" title={t('wrongVersion')}>
          {reason} {diff.data && isOther && t('wantedVersion', { version: diff.data.nextVersion })}
        </Banner>
      ) : (
        <div className="flex flex-col gap-3 p-4">
          <p className="max-w-prose text-sm">{t('how')}</p>
          <Suspense>
            <WalletNeeded>{() => <ProposeButton dictionary={dictionary} />}</WalletNeeded>
          </Suspense>
        </div>
      )}
      {diff.data && <ChangesList diff={diff.data} />}
      {!latest && (
        <p className="border-line border-t px-4 py-3 text-muted text-sm">
          {t('isNew', { count: dictionary.fields.length })}
        </p>
      )}
    </div>
  )
}

function ProposeButton({ dictionary }: { dictionary: Dictionary }) {
  const t = useTranslations('dictionaryPropose')
  const say = useDictionaryFailure()
  const router = useRouter()
  const { busy, error, run, store, send } = useRegistryAction()
  const propose = () =>
    run(async () => {
      const { bytes } = await dictionaryWorker().identify({ dictionary })
      await store(bytes, `${dictionary.id} ${dictionary.version}`)
      const { proposeCall } = await import('../../lib/dictionary/registry/registryCalls.ts')
      const { logs } = await send(proposeCall(dictionary))
      router.push(`/dictionary/proposal?id=${Number(BigInt(logs[0]?.topics[1] ?? 0))}`)
    })
  return (
    <div className="flex flex-col items-start gap-2">
      <Button variant="primary" busy={busy} onClick={propose}>
        {t('propose', { id: dictionary.id, version: dictionary.version })}
      </Button>
      <p role="status" className="text-muted text-sm empty:hidden">
        {busy ? t('working') : ''}
      </p>
      <p role="alert" className="text-bad text-sm empty:hidden">
        {error === undefined ? '' : say(error)}
      </p>
    </div>
  )
}

function failureOf(latest: Dictionary, next: Dictionary): Error | undefined {
  try {
    checkVersion(latest, next)
    return undefined
  } catch (error) {
    return error as Error
  }
}
