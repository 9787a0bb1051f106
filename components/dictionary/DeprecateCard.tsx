'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useState } from 'react'
import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from './formParts.tsx'
import { useDictionaryFailure } from './useDictionaryFailure.ts'
import { useRegistryAction } from './useRegistryAction.ts'

const WalletNeeded = lazy(async () => ({ default: (await import('./WalletNeeded.tsx')).WalletNeeded }))

/** Proposes that a version be used no more. It stays readable; editors vote as on a new one. */
export function DeprecateCard({ release, releases }: { release: Release; releases: readonly Release[] }) {
  const t = useTranslations('dictionaryDeprecate')
  if (release.isDeprecated) return <EmptyState title={t('already')} />
  return (
    <div className="flex flex-col gap-3 p-4">
      <p className="max-w-prose text-sm">{t('how')}</p>
      <Suspense>
        <WalletNeeded>{() => <DeprecateForm release={release} releases={releases} />}</WalletNeeded>
      </Suspense>
    </div>
  )
}

function DeprecateForm({ release, releases }: { release: Release; releases: readonly Release[] }) {
  const t = useTranslations('dictionaryDeprecate')
  const say = useDictionaryFailure()
  const router = useRouter()
  const { busy, error, run, store, send } = useRegistryAction()
  const [reason, setReason] = useState('')
  const others = releases.filter(({ number, isDeprecated }) => number !== release.number && !isDeprecated)
  const [replacement, setReplacement] = useState(String(others.find(({ id }) => id === release.id)?.number ?? ''))
  const propose = () =>
    run(async () => {
      const { encodeReview } = await import('../../lib/dictionary/registry/reviewDocument.ts')
      const { deprecateCall } = await import('../../lib/dictionary/registry/registryCalls.ts')
      const cid = await store(encodeReview({ summary: reason, lines: [] }), `${release.id} ${release.version}`)
      const { logs } = await send(
        deprecateCall(release.number, replacement === '' ? undefined : Number(replacement), cid),
      )
      router.push(`/dictionary/proposal?id=${Number(BigInt(logs[0]?.topics[1] ?? 0))}`)
    })
  return (
    <div className="flex max-w-lg flex-col items-start gap-3 *:w-full">
      <TextField label={t('reason')} isLong value={reason} onChange={setReason} />
      <Select
        label={t('replacement')}
        value={replacement}
        onChange={({ target }) => setReplacement(target.value)}
        options={[
          { value: '', label: t('noReplacement') },
          ...others.map(({ number, id, version }) => ({ value: String(number), label: `${id} ${version}` })),
        ]}
      />
      <Button
        variant="danger"
        className="w-auto! self-start"
        busy={busy}
        disabled={reason.trim() === ''}
        onClick={propose}
      >
        {t('propose', { id: release.id, version: release.version })}
      </Button>
      <p role="alert" className="text-bad text-sm empty:hidden">
        {error === undefined ? '' : say(error)}
      </p>
    </div>
  )
}
