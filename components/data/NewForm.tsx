'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { fingerprintOf } from '../../lib/dataset/createBlobSource.ts'
import type { NewDataSet } from '../../lib/dataset/createDataApi.ts'
import { Button } from '../ui/Button.tsx'
import { Input } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import { useTask } from '../wallet/useTask.ts'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { dataHandle } from './dataHandle.ts'
import { formatBytes } from './formatBytes.ts'
import type { Picked } from './NewContent.tsx'
import { PlanFields, usePlan } from './PlanFields.tsx'
import { runTask } from './taskStore.ts'
import { useDataWords } from './useDataWords.ts'
import { useRoom } from './useRoom.ts'
import { useSigning } from './useSigning.ts'

const dataClasses = ['user', 'maker', 'disputed'] as const
const privacies = ['normal', 'private'] as const

/** What the owner says about the file, and how it is cut; then it is sealed. */
export function NewForm({
  connection,
  picked: { file, known = {}, plan, mediaType },
}: {
  connection: WalletConnection
  picked: Picked
}) {
  const t = useTranslations('dataNew')
  const locale = useLocale()
  const router = useRouter()
  const signing = useSigning(connection)
  const { busy, error, run } = useTask()
  const say = useDataWords()
  const cutting = usePlan(plan)
  const room = useRoom()
  const [title, setTitle] = useState(known.title ?? file.name.replace(/\.[^.]+$/, ''))
  const [summary, setSummary] = useState(known.summary ?? '')
  const [place, setPlace] = useState('')
  const [media, setMedia] = useState(mediaType ?? '')
  const [dataClass, setClass] = useState<NewDataSet['dataClass']>('user')
  const [privacy, setPrivacy] = useState<NewDataSet['privacy']>('normal')
  const isTooLarge = room !== undefined && file.size * 1.05 > room.freeBytes
  const sizes = { need: formatBytes(file.size * 1.05, locale), free: formatBytes(room?.freeBytes ?? 0, locale) }

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    const cut = cutting.plan
    if (!cut || title.trim() === '') return
    return run(async () => {
      const seed = await signing.seed()
      const { id } = await dataHandle().create({
        owner: connection.address,
        file: { name: file.name, bytes: file.size, fingerprint: fingerprintOf(file) },
        plan: cut,
        choices: {
          ...(known.kind && { kind: known.kind }),
          ...(known.dictionary && { dictionary: known.dictionary }),
          title: title.trim(),
          ...(summary.trim() && { summary: summary.trim() }),
          ...(place.trim() && { place: place.trim() }),
          ...(media.trim() && { mediaType: media.trim() }),
        },
        dataClass,
        privacy,
      })
      void runTask(id, 'sealing', (handle, signal) => handle.seal({ id, file, seed }, { signal }))
      router.push(`/data/set?id=${id}`)
    })
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4 p-4">
      <Input
        label={t('name')}
        hint={t('nameHint')}
        value={title}
        maxLength={200}
        required
        onChange={({ target }) => setTitle(target.value)}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Input
          label={t('summary')}
          hint={t('summaryHint')}
          value={summary}
          maxLength={4000}
          onChange={({ target }) => setSummary(target.value)}
        />
        <Input
          label={t('place')}
          hint={t('placeHint')}
          value={place}
          maxLength={200}
          onChange={({ target }) => setPlace(target.value)}
        />
        <Input
          label={t('media')}
          hint={t('mediaHint')}
          value={media}
          maxLength={90}
          pattern="[a-z]+/[a-z0-9.+\-]+"
          onChange={({ target }) => setMedia(target.value)}
        />
        <Select
          label={t('class')}
          value={dataClass}
          onChange={({ target }) => setClass(target.value as NewDataSet['dataClass'])}
          options={dataClasses.map((value) => ({ value, label: t(`classes.${value}`) }))}
        />
        <Select
          label={t('privacy')}
          value={privacy}
          onChange={({ target }) => setPrivacy(target.value as NewDataSet['privacy'])}
          options={privacies.map((value) => ({ value, label: t(`privacies.${value}`) }))}
        />
      </div>
      <PlanFields cutting={cutting} />
      {connection.kind === 'injected' && <p className="text-sm">{t('seedNote', { name: connection.name })}</p>}
      <p role="alert" className="text-bad text-sm empty:hidden">
        {isTooLarge ? t('noSpace', sizes) : say(error)}
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          variant="primary"
          busy={busy}
          disabled={!cutting.plan || title.trim() === '' || isTooLarge}
        >
          {t('start')}
        </Button>
        <span role="status" className="text-muted text-sm">
          {busy ? t('starting') : room && !isTooLarge ? t('space', sizes) : ''}
        </span>
      </div>
    </form>
  )
}
